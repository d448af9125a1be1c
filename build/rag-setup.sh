# Sourced by ./rag: what a machine needs, which Orleans it gets, and how to build.
# shellcheck shell=bash

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# No build server may outlive the script: whoever kills its process group has then ended all that it started.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

say() { printf 'rag: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
misuse() { say "$*"; usage >&2; exit 2; }
value_of() { [ $# -ge 2 ] && [ -n "$2" ] || misuse "'$1' needs a value"; printf '%s' "$2"; }
absolute() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$here" "$1" ;; esac; }
holds() { local wanted=$1; shift; local item; for item in "$@"; do [ "$item" != "$wanted" ] || return 0; done; return 1; }

require_dotnet() {
  if ! command -v dotnet >/dev/null; then
    install_packages dotnet-sdk-10.0 || fail "the .NET 10 SDK is missing; see https://dot.net/download"
  fi
  dotnet --list-sdks | grep -q '^10\.' || fail "the .NET 10 SDK is missing (found: $(dotnet --list-sdks | cut -d' ' -f1 | xargs))"
}

# SQLite and the PDF reader come from the operating system, which keeps them patched.
require_system_packages() {
  local missing=()
  has_library libsqlite3.so.0 || missing+=(libsqlite3-0)
  command -v pdftotext >/dev/null || missing+=(poppler-utils)
  [ -d /usr/share/poppler/cMap ] || missing+=(poppler-data)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}" \
    || fail "missing: ${missing[*]}. Install them, on Debian or Ubuntu: sudo apt-get install ${missing[*]}"
}

has_library() {
  case $(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) in *"$1"*) ;; *) return 1 ;; esac
}

install_packages() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
  say "installing $*"
  if ! apt_get install "$@"; then
    apt_get update && apt_get install "$@"
  fi
}

apt_get() {
  local verb=$1 log
  shift
  log=$(mktemp)
  if DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 "$verb" ${1:+--no-install-recommends "$@"} >"$log" 2>&1
  then rm -f "$log"
  else tail -n 5 "$log" >&2; rm -f "$log"; return 1
  fi
}

# Sets RAG_ORLEANS for every build that follows (build/Orleans.props reads it).
resolve_orleans() {
  local choice_file=$root/.orleans-build how
  if [ -n "${RAG_ORLEANS:-}" ]; then
    how='by RAG_ORLEANS'
  elif [ -s "$choice_file" ]; then
    RAG_ORLEANS=$(tr -d '[:space:]' <"$choice_file") how='by .orleans-build'
  else
    ask_registries "$choice_file"
    how='by asking the package registries'
  fi
  case $RAG_ORLEANS in
    packages) say "Orleans: the official packages ($how)" ;;
    inprocess) say "Orleans: the in-process stand-in, one silo ($how)" ;;
    *) fail "RAG_ORLEANS is '$RAG_ORLEANS'; it can be 'packages' or 'inprocess'" ;;
  esac
  export RAG_ORLEANS
}

# Restores the Orleans packages of Directory.Packages.props into a throw-away project. The answer is remembered,
# unless no registry answered at all.
ask_registries() {
  local choice_file=$1 probe
  probe=$(mktemp -d)
  say "asking the package registries for Orleans"
  {
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework>'
    echo '<NuGetAudit>false</NuGetAudit></PropertyGroup><ItemGroup>'
    sed -n 's/.*<PackageVersion \(Include="Microsoft\.Orleans\.[^>]*\)>.*/<PackageReference \1>/p' \
      "$root/Directory.Packages.props"
    echo '</ItemGroup></Project>'
  } >"$probe/probe.csproj"
  if (cd "$probe" && dotnet restore probe.csproj -v q) >"$probe/log" 2>&1; then
    RAG_ORLEANS=packages
    echo packages >"$choice_file"
  else
    RAG_ORLEANS=inprocess
    if grep -q 'NU1301' "$probe/log"; then
      say "a registry did not answer; using the stand-in this time"
    else
      echo inprocess >"$choice_file"
    fi
  fi
  rm -rf "$probe"
}

# Restores and builds Release; prints the compiler's words only if it fails.
build() {
  local log status=0
  log=$(mktemp)
  say "building $1"
  (cd "$root" && dotnet build "$1" -c Release -v q --disable-build-servers -clp:NoSummary) >"$log" 2>&1 || status=$?
  if [ $status -ne 0 ]; then
    sed "s#$root/##g" "$log" | grep -E 'error|warn' | sort -u | head -n 40 >&2 || cat "$log" >&2
    say "the build of $1 failed"
  fi
  rm -f "$log"
  return $status
}

output_of() { printf '%s/artifacts/%s/bin/%s/release/%s.dll' "$root" "$RAG_ORLEANS" "$1" "$1"; }
service_dll() { output_of Rag.Api; }
