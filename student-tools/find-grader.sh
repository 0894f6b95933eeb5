# shellcheck shell=sh
# Read by the scripts beside this file.

# Prints where the grader is: find_grader FOLDER-OF-THE-SCRIPTS
find_grader() {
    if [ -x "$1/../bin/grader" ]; then
        # In a package.
        printf '%s\n' "$1/../bin/grader"
    elif [ -x "$1/../grader" ] && [ -f "$1/../mvnw" ]; then
        # In a checkout.
        printf '%s\n' "$1/../grader"
    elif command -v grader; then
        :
    elif [ -x "${HOME:-}/.local/bin/grader" ]; then
        printf '%s\n' "$HOME/.local/bin/grader"
    else
        cat >&2 <<END
The grader is not installed. Download grader-VERSION-linux-x64.tar.gz and its .sha256 file from where your course offers
them, and run:
  $1/install.sh grader-VERSION-linux-x64.tar.gz
END
        return 2
    fi
}
