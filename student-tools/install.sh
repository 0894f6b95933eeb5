#!/bin/sh
# Installs the grader for this user, and removes it again. Nothing outside of the home folder is touched.
set -eu

usage() {
    cat <<'END'
Usage: install.sh PACKAGE     install grader-VERSION-linux-ARCH.tar.gz, of which the .sha256 file lies beside it
       install.sh --remove    remove everything that was installed; evaluations and keys in ~/.statelab stay

The grader goes to ~/.local/share/statelab, the command `grader` to ~/.local/bin, and ~/student-tools becomes a link to
the scripts.
END
}

say() {
    printf '%s\n' "$*"
}

fail() {
    printf '%s\n' "$*" >&2
    exit 2
}

if [ -z "${HOME:-}" ] || [ ! -d "$HOME" ]; then
    fail "HOME is not set to a folder, so there is no place to install to."
fi
share=${XDG_DATA_HOME:-$HOME/.local/share}/statelab
bin=$HOME/.local/bin
man=${XDG_DATA_HOME:-$HOME/.local/share}/man/man1
completions=${XDG_DATA_HOME:-$HOME/.local/share}/bash-completion/completions

# Whether a link is one that this script made: it leads into the folder of the grader.
is_ours() {
    [ -h "$1" ] || return 1
    case $(readlink "$1") in
        "$share"/*) return 0 ;;
        *) return 1 ;;
    esac
}

link() {
    mkdir -p "$(dirname "$2")"
    if [ -e "$2" ] || [ -h "$2" ]; then
        if ! is_ours "$2"; then
            say "$2 is there already and stays as it is; use $1 instead."
            return
        fi
        rm "$2"
    fi
    ln -s "$1" "$2"
}

unlink_ours() {
    for file in "$HOME/student-tools" "$bin/grader" "$completions/grader" "$man"/grader*.1; do
        if is_ours "$file"; then
            rm "$file"
        fi
    done
}

checksum_of() {
    if command -v sha256sum > /dev/null; then
        sha256sum < "$1"
    elif command -v shasum > /dev/null; then
        shasum -a 256 < "$1"
    else
        openssl dgst -r -sha256 < "$1"
    fi | cut -d ' ' -f 1
}

verify() {
    [ -f "$1" ] || fail "There is no $1. Name the package that you downloaded: grader-VERSION-linux-x64.tar.gz"
    [ -f "$1.sha256" ] || fail "There is no $1.sha256. Download it too: it tells whether the package arrived whole."
    expected=$(cut -d ' ' -f 1 < "$1.sha256")
    found=$(checksum_of "$1")
    [ "$expected" = "$found" ] || fail "$1 is damaged: its SHA-256 should be $expected and is $found.
Nothing was changed. Download it again."
}

install() {
    verify "$1"
    mkdir -p "$share"
    # Beside the old one, so that what cannot be unpacked leaves the old one as it was.
    new=$share/unpacked.$$
    trap 'rm -rf "$new"' EXIT
    trap 'exit 130' HUP INT TERM
    mkdir "$new"
    tar -xzf "$1" -C "$new" || fail "$1 could not be unpacked into $share: see above. Nothing was changed."
    name=$(ls "$new")
    [ -x "$new/$name/bin/grader" ] || fail "$1 is not a package of the grader: it has no bin/grader. Nothing was changed."
    "$new/$name/bin/grader" --version > "$new/version" || fail "The grader of $1 does not run here: see above. Nothing was changed."
    unlink_ours
    for old in "$share"/grader-*; do
        rm -rf "$old"
    done
    mv "$new/$name" "$share/$name"
    link "$share/$name/bin/grader" "$bin/grader"
    link "$share/$name/student-tools" "$HOME/student-tools"
    link "$share/$name/share/bash-completion/completions/grader" "$completions/grader"
    for page in "$share/$name"/share/man/man1/*.1; do
        link "$page" "$man/${page##*/}"
    done
    say "Installed $(head -n 1 "$new/version") in $share/$name."
    case :$PATH: in
        *:"$bin":*) ;;
        *) say "$bin is not on your PATH: add it, or use ~/student-tools." ;;
    esac
    say "Try: ~/student-tools/request-evaluation.sh task-02"
}

remove() {
    unlink_ours
    for old in "$share"/grader-*; do
        rm -rf "$old"
    done
    # It stays where somebody keeps something else in it.
    rmdir "$share" 2> /dev/null || true
    say "The grader is removed."
    if [ -d "$HOME/.statelab" ]; then
        say "Your evaluations, submissions and key stay in $HOME/.statelab; remove that folder too if you need none of them."
    fi
}

case ${1:-} in
    --remove) remove ;;
    -h | --help) usage ;;
    "" | -*)
        usage >&2
        exit 2
        ;;
    *) install "$1" ;;
esac
