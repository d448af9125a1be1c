# Sourced by ./rag: PostgreSQL, silos and an API as processes of this machine, all on the loopback interface.
# shellcheck shell=bash

cluster_directory=$root/artifacts/cluster
cluster_pids=$cluster_directory/pids

cluster_start() {
  local silos=3 postgres='' url=http://127.0.0.1:8080 number connection
  while [ $# -gt 0 ]; do
    case $1 in
      --postgres) postgres=$(value_of "$@"); shift 2 ;;
      --urls) url=$(value_of "$@"); shift 2 ;;
      [1-9] | [1-9][0-9]) silos=$1; shift ;;
      *) misuse "cluster: '$1' is neither a number of silos (1..99) nor an option" ;;
    esac
  done
  [ ! -e "$cluster_pids" ] || fail "a cluster is there already; './rag cluster stop' ends it"
  require_dotnet
  resolve_orleans
  [ "$RAG_ORLEANS" = packages ] || fail "a cluster needs the official Orleans packages, and this build is '$RAG_ORLEANS'
rag: (RAG_ORLEANS=packages builds on them where they restore); './rag serve' runs everything in one process"
  require_system_packages
  command -v curl >/dev/null || install_packages curl || fail "curl is missing"
  build src/Rag.Silo
  build src/Rag.Api

  mkdir -p "$cluster_directory/logs"
  : >"$cluster_pids"
  trap 'cluster_abandon' EXIT
  if [ -n "$postgres" ]; then
    connection=$(connection_string "$postgres")
    case $postgres in
      *://*) if command -v psql >/dev/null && ! has_pgvector "$postgres"; then keywords_only; fi ;;
    esac
  else postgres_start; connection="Host=127.0.0.1;Port=$(cat "$cluster_directory/postgres.port");Database=postgres;Username=rag"
  fi
  export Rag__Mode=cluster Rag__Postgres__ConnectionString=$connection
  export Rag__Cluster__AdvertisedAddress=127.0.0.1 Rag__Cluster__Membership=${Rag__Cluster__Membership:-fast}
  for number in $(seq "$silos"); do
    Rag__Cluster__SiloPort=$(free_port) Rag__Cluster__GatewayPort=$(free_port) \
      start_host "silo$number" Rag.Silo "http://127.0.0.1:$(free_port)"
  done
  start_host api Rag.Api "$url"
  cluster_wait "$url"
  trap - EXIT
  say "ready: $url, $silos silos; logs in $cluster_directory/logs; './rag cluster stop' ends them"
}

# A process of its own session: it outlives this script, and is ended by its id.
start_host() {
  local name=$1 program=$2 url=$3
  ( cd "$cluster_directory" && exec setsid dotnet "$(output_of "$program")" --urls "$url" \
    >>"logs/$name.log" 2>&1 </dev/null ) &
  printf '%s %s %s\n' "$!" "$name" "$url" >>"$cluster_pids"
  say "$name: $url"
}

cluster_wait() {
  local url=$1 pid name address attempt ready
  for attempt in $(seq 600); do
    ready=yes
    while read -r pid name address; do
      [ "$name" != postgres ] || continue
      kill -0 "$pid" 2>/dev/null || { tail -n 5 "$cluster_directory/logs/$name.log" >&2; fail "$name has ended"; }
      is_ready "$address" || ready=
    done <"$cluster_pids"
    [ -z "$ready" ] || return 0
    sleep 0.3
  done
  fail "the cluster did not become ready at $url (attempt $attempt); its logs are in $cluster_directory/logs"
}

cluster_stop() {
  local pid name attempt
  [ -e "$cluster_pids" ] || { say "no cluster is running"; return 0; }
  # The API first, so that nobody asks silos that are leaving.
  while read -r pid name _; do kill -TERM "$pid" 2>/dev/null || true; done < <(tac "$cluster_pids")
  while read -r pid name _; do
    for attempt in $(seq 300); do kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
    [ "$attempt" -lt 300 ] || { say "$name does not end; killed"; kill -KILL "$pid" 2>/dev/null || true; }
  done <"$cluster_pids"
  [ ! -e "$cluster_directory/postgres.port" ] || postgres_stop
  rm -f "$cluster_pids"
  say "stopped; the data stay in $cluster_directory/postgres"
}

cluster_abandon() {
  local status=$?
  trap - EXIT
  cluster_stop
  exit "$status"
}

# What the operating system carries is enough for all but vectors: those need pgvector 0.8, and --postgres.
postgres_start() {
  local binaries port data=$cluster_directory/postgres
  binaries=$(postgres_binaries) || { install_packages postgresql || fail "PostgreSQL is missing; install it, or say --postgres URL"
    binaries=$(postgres_binaries) || fail "PostgreSQL was installed but initdb was not found below /usr/lib/postgresql"; }
  if [ ! -e "$data/PG_VERSION" ]; then
    mkdir -p "$data"
    [ "$(id -u)" -ne 0 ] || chown postgres "$data"
    as_postgres "$binaries/initdb" -D "$data" -U rag --auth=trust -E UTF8 --locale=C >/dev/null
  fi
  port=$(free_port)
  as_postgres "$binaries/pg_ctl" start -w -D "$data" -l "$data/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300" >/dev/null \
    || fail "PostgreSQL did not start; its log is $data/log"
  printf '%s' "$port" >"$cluster_directory/postgres.port"
  if ! has_pgvector "postgresql://rag@127.0.0.1:$port/postgres"; then keywords_only; fi
}

has_pgvector() {
  [ "$(psql -XAtc "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'" "$1" 2>/dev/null)" = 1 ]
}

keywords_only() {
  say "the server has no pgvector: new collections are searched by keywords only (store 'none');"
  say "--postgres URL of a server with pgvector 0.8 brings vectors"
  export Rag__Collections__Store=${Rag__Collections__Store:-none}
}

postgres_stop() {
  local binaries
  binaries=$(postgres_binaries) || return 0
  as_postgres "$binaries/pg_ctl" stop -w -m fast -D "$cluster_directory/postgres" >/dev/null || true
  rm -f "$cluster_directory/postgres.port"
}

postgres_binaries() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -n 1)
  [ -n "$found" ] && [ -x "$found/initdb" ] && printf '%s' "$found"
}

# The server refuses to be root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@")
  else
    "$@"
  fi
}

# postgresql://user:password@host:port/database as the connection string that the service reads; that itself, as it is.
connection_string() {
  local rest=${1#*://} user='' password='' place database
  case $1 in postgres://* | postgresql://*) ;; *) printf '%s' "$1"; return ;; esac
  database=${rest#*/}
  [ "$database" != "$rest" ] && [ -n "$database" ] || fail "'--postgres' names no database: postgresql://user:password@host:port/database"
  place=${rest%%/*}
  case $place in *@*) user=${place%@*}; place=${place##*@} ;; esac
  case $user in *:*) password=${user#*:}; user=${user%%:*} ;; esac
  printf 'Host=%s;Port=%s;Database=%s' "${place%%:*}" "$(case $place in *:*) printf '%s' "${place##*:}" ;; *) printf 5432 ;; esac)" \
    "${database%%\?*}"
  [ -z "$user" ] || printf ';Username=%s' "$user"
  [ -z "$password" ] || printf ';Password=%s' "$password"
}
