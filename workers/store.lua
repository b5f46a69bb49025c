-- The state store of one shard: a view of the committed changelog (topic events-state) that may lose anything at any
-- moment. KEYS[1] is the prefix of its keys, mawid:{shard}: with the hash tag, so all of them live in one slot.
--
--   m          hash  tok: name of the latest acquisition; out: offset in the changelog up to which this is its fold
--   h          hash  articles partition -> position of the last mention that was decided
--   e:<id>     blob  the state of an event, byte for byte the changelog's value
--   x:<block>  zset  ids of the events in a block, by `exp`; follows from the blobs
--   exp        zset  ids of all events, by `exp`; follows from the blobs
--
-- ARGV[1] is the operation. No operation reads a clock or a random number. Python does the deciding.
local P = KEYS[1]

-- Whoever moves `out` does it with the committed records in between, under this guard: so what it lets pass is true.
local function lost(tok, out)
  local m = redis.call('HMGET', P .. 'm', 'tok', 'out')
  return m[1] ~= tok or m[2] ~= out
end

local operations = {}

-- acquire, tok -> 'OK', out, {partition, position, ...}. The latest to ask owns the shard.
function operations.acquire(tok)
  redis.call('HSET', P .. 'm', 'tok', tok)
  redis.call('HSETNX', P .. 'm', 'out', '0')
  return { 'OK', redis.call('HGET', P .. 'm', 'out'), redis.call('HGETALL', P .. 'h') }
end

-- read, tok, out, day, cap, block... -> 'OK', blob...: all that are kept until before `day`, and the `cap` that are kept
-- longest of every block; each blob once.
function operations.read(tok, out, day, cap)
  if lost(tok, out) then return { 'LOST' } end
  local seen, keys = {}, {}
  local function add(ids)
    for _, id in ipairs(ids) do
      if not seen[id] then
        seen[id] = true
        keys[#keys + 1] = P .. 'e:' .. id
      end
    end
  end
  add(redis.call('ZRANGE', P .. 'exp', '-inf', '(' .. day, 'BYSCORE'))
  for i = 6, #ARGV do add(redis.call('ZRANGE', P .. 'x:' .. ARGV[i], 0, tonumber(cap) - 1, 'REV')) end
  local reply = { 'OK' }
  for first = 1, #keys, 1000 do -- unpack() has a limit
    for _, blob in ipairs(redis.call('MGET', unpack(keys, first, math.min(first + 999, #keys)))) do
      if not blob then -- evicted or deleted by hand: what is left is no fold of anything
        redis.call('HSET', P .. 'm', 'out', '0')
        return { 'LOST' }
      end
      reply[#reply + 1] = blob
    end
  end
  return reply
end

local function blocks_of(blob)
  return blob and cjson.decode(blob).blocks or {}
end

-- An empty blob removes the event.
local function put(id, blob)
  local key, keep = P .. 'e:' .. id, {}
  local old = redis.call('GET', key)
  if blob == '' then
    redis.call('DEL', key)
    redis.call('ZREM', P .. 'exp', id)
  else
    local state = cjson.decode(blob)
    for _, block in ipairs(state.blocks) do
      keep[block] = true
      redis.call('ZADD', P .. 'x:' .. block, state.exp, id)
    end
    redis.call('ZADD', P .. 'exp', state.exp, id)
    redis.call('SET', key, blob)
  end
  for _, block in ipairs(blocks_of(old)) do
    if not keep[block] then redis.call('ZREM', P .. 'x:' .. block, id) end
  end
end

-- apply, tok, out, out2, n, {partition, position} * n, {id, blob}... -> 'OK': the committed records of [out, out2).
function operations.apply(tok, out, out2, n)
  if lost(tok, out) then return { 'LOST' } end
  local puts = 6 + 2 * tonumber(n)
  for i = 6, puts - 1, 2 do redis.call('HSET', P .. 'h', ARGV[i], ARGV[i + 1]) end
  for i = puts, #ARGV, 2 do put(ARGV[i], ARGV[i + 1]) end
  redis.call('HSET', P .. 'm', 'out', out2)
  return { 'OK' }
end

return operations[ARGV[1]](ARGV[2], ARGV[3], ARGV[4], ARGV[5])
