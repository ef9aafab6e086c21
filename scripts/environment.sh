# Sourced by the other scripts: makes .venv and installs a lock file into it.

find_python() {
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 \
      && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

make_venv() {
  local python folder=${1:-.venv}
  # Of a link to the environment of another checkout only the link goes.
  if [ -L "$folder" ]; then rm "$folder"; fi
  python=$(find_python)
  if [ -n "$python" ] && "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    "$python" -m venv --clear "$folder"
  elif command -v uv >/dev/null 2>&1; then
    uv venv --quiet --clear --seed --python "${python:-3.11}" "$folder"
  elif [ -n "$python" ]; then
    echo "Python's venv is missing. Install it (Debian: apt install python3-venv) or install uv." >&2
    return 1
  else
    echo "Python 3.11 or newer is needed. Install it (Debian: apt install python3 python3-venv;" \
      "macOS: from python.org or with Homebrew)." >&2
    return 1
  fi
}

# A lock file that is installed leaves a copy in .venv; while all agree there is nothing to do.
# A folder that was moved has a .venv that points to the old place: it is made anew.
is_installed() {
  cmp -s "$1" ".venv/installed/$1" \
    && cmp -s pyproject.toml .venv/installed/pyproject.toml \
    && [ "$(cat .venv/installed/place 2>/dev/null)" = "$PWD" ]
}

install_lock() {
  local lock=$1
  if is_installed "$lock"; then return 0; fi
  if [ "$(cat .venv/place 2>/dev/null)" != "$PWD" ] \
    || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "Making .venv ..." >&2
    make_venv || return 1
    echo "$PWD" > .venv/place
  fi
  echo "Installing $lock ..." >&2
  local pip=(.venv/bin/python -m pip --disable-pip-version-check install --quiet --no-deps)
  rm -rf .venv/installed
  "${pip[@]}" --require-hashes -r "$lock" || return 1
  "${pip[@]}" --no-build-isolation --editable . || return 1
  mkdir -p .venv/installed || return 1
  cp "$lock" pyproject.toml .venv/installed/ || return 1
  # What checks need holds what serving needs.
  if [ "$lock" = requirements-check.lock ]; then cp requirements.lock .venv/installed/; fi
  echo "$PWD" > .venv/installed/place
}
