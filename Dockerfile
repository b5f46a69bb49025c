FROM python:3.11-slim-bookworm AS build
ENV PIP_CACHE_DIR=/var/cache/pip PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
WORKDIR /src
# The dependencies change less often than the code: a layer of their own.
COPY requirements.lock .
RUN --mount=type=cache,target=/var/cache/pip /opt/venv/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY mawid mawid
COPY workers workers
COPY schemas schemas
COPY seeds seeds
RUN --mount=type=cache,target=/var/cache/pip /opt/venv/bin/pip install --no-deps .

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="mawid" \
      org.opencontainers.image.description="From a stream of news articles to a stream of events" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MAWID_WEB_HOST=0.0.0.0
# A number, so that Kubernetes can see that it is not root. It owns no file and needs to write none.
USER 10001:10001
WORKDIR /tmp
EXPOSE 6066
CMD ["mawid", "worker"]
