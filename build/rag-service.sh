# Sourced by ./rag: waiting for a service, and a private one for demo and bench.
# shellcheck shell=bash

service_url='' service_pid='' service_directory='' fake_url='' fake_pid=''

is_ready() { curl -fsS -o /dev/null --max-time 2 "$1/health/ready" 2>/dev/null; }

# Prints the address once the service answers. Detached, so that the service inherits no child, but in the same
# process group; it ends with the service.
announce_when_ready() {
  local url=$1 server=$$
  command -v curl >/dev/null || return 0
  ( (
    while kill -0 "$server" 2>/dev/null; do
      if is_ready "$url"; then
        say "ready: $url (try $url/docs); stop with Ctrl-C"
        exit 0
      fi
      sleep 0.3
    done
  ) & )
}

# Starts a service on a free port of the loopback interface with a temporary data directory; it ends with the script.
start_service() {
  command -v curl >/dev/null || install_packages curl || fail "curl is missing"
  require_dotnet
  require_system_packages
  resolve_orleans
  build src/Rag.Api
  service_directory=$(mktemp -d)
  trap stop_service EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  service_url=http://127.0.0.1:$(free_port)
  say "starting a service at $service_url"
  Rag__DataDirectory=$service_directory/data \
    dotnet "$(service_dll)" --urls "$service_url" >"$service_directory/log" 2>&1 </dev/null &
  service_pid=$!
  local attempt
  for attempt in $(seq 300); do
    ! is_ready "$service_url" || return 0
    if ! kill -0 "$service_pid" 2>/dev/null; then break; fi
    sleep 0.2
  done
  tail -n 20 "$service_directory/log" >&2
  fail "the service did not become ready (attempt $attempt)"
}

# A server of OpenAI's protocol that needs no key and no network, and a service that is told to use it.
start_fake_model() {
  start_fake_chat
  export Rag__Models__EmbeddingProvider=openai Rag__Models__OpenAI__EmbeddingModel=text-embedding-3-small
}

# The same for answers alone.
start_fake_chat() {
  local port
  require_dotnet
  resolve_orleans
  build tests/Rag.Fakes
  port=$(free_port)
  trap stop_service EXIT
  fake_url=http://127.0.0.1:$port
  say "starting a fake of OpenAI's models at $fake_url"
  dotnet "$(output_of Rag.Fakes)" openai --port "$port" >/dev/null </dev/null &
  fake_pid=$!
  export Rag__Models__ChatProvider=openai Rag__Models__OpenAI__ChatModel=gpt-4o-mini
  export Rag__Models__OpenAI__ApiKey=fake-key Rag__Models__OpenAI__BaseUrl=$fake_url/v1
}

stop_service() {
  local status=$?
  trap - EXIT
  if [ -n "$fake_pid" ]; then kill "$fake_pid" 2>/dev/null || true; fi
  if [ -n "$service_pid" ]; then
    kill "$service_pid" 2>/dev/null || true
    wait "$service_pid" 2>/dev/null || true
  fi
  [ -z "$service_directory" ] || rm -rf "$service_directory"
  exit "$status"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
