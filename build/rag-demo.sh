# Sourced by ./rag: three documents in, one question, the streamed answer with its sources. Needs curl only.
# shellcheck shell=bash

demo_against() {
  local url=$1 collection=demo-$$-$RANDOM file
  local question='How long is the battery guaranteed, and at what temperature may it be charged?'

  post "$url/v1/collections" -H 'Content-Type: application/json' -d "{\"name\":\"$collection\"}" >/dev/null
  for file in support.html battery-guide.pdf products.csv; do
    upload "$url/v1/collections/$collection/documents" "$root/samples/$file"
  done

  printf '\nQ: %s\nA: ' "$question"
  ask "$url/v1/collections/$collection/query/stream" "$question"
  curl -fsS -o /dev/null -X DELETE "$url/v1/collections/$collection"
}

# A request that must succeed; its answer, or the problem it was refused with.
post() {
  local answer status
  answer=$(curl -sS -w '\n%{http_code}' -X POST "$@") || fail "the service does not answer"
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  [ "${status:0:1}" = 2 ] || fail "$1 answered $status: $answer"
  printf '%s' "$answer"
}

upload() {
  local documents=$1 file=$2 document status
  document=$(post "$documents?wait=120" -F "file=@$file" -F "document_id=$(basename "$file")")
  status=$(string_member status "$document")
  printf '%-20s %s, %s chunks\n' "$(basename "$file")" "$status" "$(number_member chunk_count "$document")"
  [ "$status" = completed ] || fail "$document"
}

# Prints the pieces of the answer as they come, then the sources, which the stream sends first.
ask() {
  local url=$1 question=$2 line event='' data sources='' done=''
  while IFS= read -r line; do
    line=${line%$'\r'}
    case $line in
      event:*) event=${line#event:}; event=${event# } ;;
      data:*)
        data=${line#data:}
        case $event in
          sources) sources=$data ;;
          delta) string_member text "$data" ;;
          done) done=yes ;;
          error) printf '\n'; fail "the answer broke off: $data" ;;
        esac
        ;;
    esac
  done < <(curl -sSN -X POST "$url" -H 'Content-Type: application/json' -H 'Accept: text/event-stream' \
    -d "{\"question\":\"$question\"}")
  printf '\n\n'
  [ -n "$done" ] || fail "the stream ended without a 'done' event"
  print_sources "$sources"
}

print_sources() {
  local hit rank=0 place title
  echo "Sources:"
  while IFS= read -r hit; do
    rank=$((rank + 1))
    place=$(number_member page "$hit")
    title=$(string_member title "$hit")
    [ -n "$title" ] || title=$(string_member document_id "$hit")
    printf '  [%d] %s%s: %s\n' "$rank" "$title" "${place:+, page $place}" \
      "$(string_member text "$hit" | tr '\n' ' ' | cut -c 1-90)…"
  done < <(printf '%s\n' "$1" | sed 's/"chunk_id"/\n&/g' | tail -n +2)
}

# The first member of that name, empty if it is null. Good enough for the service's own compact JSON; yours may want jq.
string_member() {
  local rest=${2#*\"$1\":\"}
  [ "$rest" != "$2" ] || return 0
  # Up to the first quote that is not escaped; %b knows JSON's escapes but the quote.
  printf '%b' "$(printf '%s' "$rest" | sed -E 's/^(([^"\\]|\\.)*)".*/\1/; s/\\"/"/g')"
}

number_member() {
  local rest=${2#*\"$1\":}
  [ "$rest" = "$2" ] || printf '%s' "${rest%%[!0-9]*}"
}
