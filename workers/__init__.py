"""The processes around the library: Kafka, Redis, HTTP, terminal. Knows no human language."""
