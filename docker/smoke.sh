#!/usr/bin/env bash
# Whether docker-compose.yml makes a cluster that works: builds the images, starts everything, uploads a sample, asks,
# adds a silo, takes two away, asks again, looks at Prometheus and Grafana, and removes all that it made.
#
#   docker/smoke.sh [service ...]        without services: all that have no profile; prometheus must be among them
#
# environment
#   COMPOSE              the command, "docker compose" by default; -f options may follow
#   SMOKE_PATIENCE       seconds that anything may take, 300 by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

read -r -a compose <<<"${COMPOSE:-docker compose}"
patience=${SMOKE_PATIENCE:-300}
services=("$@")

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

# A project, ports and secrets of its own: nothing of a cluster that runs on this machine is touched.
export COMPOSE_PROJECT_NAME=rag-smoke-$$
export RAG_API_ADDRESS=127.0.0.1 RAG_API_PORT PROMETHEUS_PORT GRAFANA_PORT
RAG_API_PORT=$(free_port) PROMETHEUS_PORT=$(free_port) GRAFANA_PORT=$(free_port)
export POSTGRES_PASSWORD=smoke-$RANDOM$RANDOM GRAFANA_PASSWORD=smoke-$RANDOM$RANDOM
api=http://127.0.0.1:$RAG_API_PORT

say() { printf 'smoke: %s\n' "$*" >&2; }

fail() {
  say "FAILED: $*"
  "${compose[@]}" ps >&2 || true
  "${compose[@]}" logs --tail 40 >&2 || true
  exit 1
}

tear_down() {
  local status=$?
  trap - EXIT
  say "removing everything"
  "${compose[@]}" down --volumes --timeout 60 >/dev/null 2>&1 || say "could not remove everything of $COMPOSE_PROJECT_NAME"
  exit "$status"
}

# Repeats a command until it succeeds.
until_true() {
  local what=$1 deadline=$((SECONDS + patience))
  shift
  until "$@"; do
    [ $SECONDS -lt $deadline ] || fail "not within $patience s: $what"
    sleep 1
  done
  say "$what"
}

has() { case $1 in *"$2"*) ;; *) return 1 ;; esac; }
starts() { [ ${#services[@]} -eq 0 ] || has " ${services[*]} " " $1 "; }

is_ready() { curl -fsS --max-time 5 -o /dev/null "$api/health/ready" 2>/dev/null; }

prometheus_sees() {
  local result
  result=$(curl -fsS --max-time 5 --get --data-urlencode "query=$1" \
    "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/query" 2>/dev/null) && has "$result" "\"$2\"]"
}

# Every silo is up, and each of them sees all of them.
are_silos() {
  prometheus_sees 'count(up{job="rag-silo"} == 1)' "$1" && prometheus_sees 'min(orleans_consistent_ring_size)' "$1"
}

answers() {
  local answer
  answer=$(curl -fsS --max-time 60 "$api/v1/collections/default/query" -H 'Content-Type: application/json' \
    -d "{\"question\": \"$1\"}" 2>/dev/null) && has "$answer" "$2" && has "$answer" '"no_answer":false'
}

uploads() {
  local document
  document=$(curl -fsS --max-time 90 -F "file=@$1" "$api/v1/collections/default/documents?wait=60" 2>/dev/null) \
    && has "$document" '"status":"completed"'
}

scale() { "${compose[@]}" up --detach --no-recreate --scale "silo=$1" "${services[@]}" || fail "cannot scale to $1"; }

grafana_shows() {
  curl -fsS --max-time 5 -o /dev/null -u "admin:$GRAFANA_PASSWORD" \
    "http://127.0.0.1:$GRAFANA_PORT/api/dashboards/uid/rag" 2>/dev/null
}

trap tear_down EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say "starting ${services[*]:-everything} as $COMPOSE_PROJECT_NAME, API at $api"
"${compose[@]}" up --detach --build "${services[@]}" || fail "cannot start"

until_true "the API is ready" is_ready
health=$(curl -fsS "$api/health")
has "$health" '"mode":"cluster"' || fail "no cluster: $health"
has "$health" '"orleans":"packages"' || fail "not the package build: $health"

battery=('At what temperature may the battery be charged?' 'between 5 and 40 degrees')
until_true "Prometheus sees two silos, and they see each other" are_silos 2
until_true "a PDF is searchable" uploads samples/battery-guide.pdf
until_true "its question is answered" answers "${battery[@]}"

scale 3
until_true "there are three silos" are_silos 3
until_true "a Word file is searchable" uploads samples/meeting-minutes.docx

scale 1
until_true "there is one silo" are_silos 1
until_true "the question is answered by what is left" answers "${battery[@]}"

until_true "Prometheus knows how the API is connected" prometheus_sees 'count(orleans_client_connected_gateways > 0)' 1
if starts grafana; then
  until_true "Grafana has the dashboard" grafana_shows
fi
say "passed"
