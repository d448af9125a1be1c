# Sourced by ./rag: every test of every project, and one line that sums them up.
# shellcheck shell=bash

# Prints as its very last line "N passed, N failed, N skipped"; status 1 if anything failed.
test_everything() {
  [ $# -le 1 ] || misuse "test: one filter at most"
  require_dotnet
  require_system_packages
  resolve_orleans
  build Rag.sln || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

  local results passed=0 failed=0 skipped=0 project
  results=$(mktemp -d)
  for project in "$root"/tests/*/*.Tests.csproj; do
    run_project "$project" "$results" "${1:-}"
  done
  print_skip_reasons "$results"
  rm -rf "$results"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] || exit 1
}

# Adds a project's results to the caller's passed, failed and skipped.
run_project() {
  local project=$1 results=$2 filter=$3 name status=0 now_failed
  name=$(basename "$project" .csproj)
  local report=$results/$name.trx
  printf '== %s\n' "$name"
  (cd "$root" && dotnet test "$project" -c Release --no-build --nologo -v q ${filter:+--filter "FullyQualifiedName~$filter"} \
    --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal") \
    || status=$?
  now_failed=$(count_outcome "$report" Failed)
  if [ "$status" -ne 0 ] && [ "$now_failed" -eq 0 ]; then
    say "$name ended with status $status without saying which test failed"
    now_failed=1
  fi
  passed=$((passed + $(count_outcome "$report" Passed)))
  failed=$((failed + now_failed))
  skipped=$((skipped + $(count_outcome "$report" NotExecuted)))
}

count_outcome() {
  [ -f "$1" ] || { echo 0; return; }
  { grep -o "<UnitTestResult [^>]*outcome=\"$2\"" "$1" || true; } | wc -l | tr -d ' '
}

# A skipped test is missing evidence; its reason is said again at the end, where it is read.
print_skip_reasons() {
  local report
  for report in "$1"/*.trx; do
    [ -f "$report" ] || continue
    tr '\n' ' ' <"$report" | sed 's/<UnitTestResult /\n&/g' | grep 'outcome="NotExecuted"' \
      | sed 's/.*testName="\([^"]*\)".*/\1 \0/; s/^\([^ ]*\).*<\(StdOut\|Message\)>\([^<]*\)<.*/SKIPPED \1: \3/; t; s/^\([^ ]*\).*/SKIPPED \1/' \
      || true
  done
}
