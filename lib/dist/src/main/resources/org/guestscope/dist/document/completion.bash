# Completion for bash, written by the build from the command's option table; sourced by bash-completion.

# Sets words, the words up to the cursor as the shell will see them (readline splits them at = and : too);
# option, the option whose value the cursor is in, with a = behind it when the value is attached; value, what there
# is of the value or word.
_guestscope_begin() {
    local i word rest=$COMP_LINE
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i == 0)) || [[ $rest == [[:space:]]* ]]; then
            rest=${rest#"${rest%%[![:space:]]*}"}
            words+=("$word")
        else
            words[-1]+=$word
        fi
        rest=${rest#"$word"}
    done
    value=${words[-1]}
    option=${words[-2]}
    if [[ $value == --*=* ]]; then
        option=${value%%=*}=
        value=${value#*=}
    elif [[ $option != -* ]]; then
        option=
    fi
}

# Offers the lines of standard input that begin with the value.
_guestscope_offer() {
    local line shared=
    [[ $value == *[:=]* && $COMP_WORDBREAKS == *:* ]] && shared=${value%"${value##*[:=]}"}
    [[ $option == *= && $COMP_WORDBREAKS != *=* ]] && shared=
    while IFS= read -r line; do
        [[ $line == "$value"* ]] || continue
        line=${line#"$shared"}
        [[ $option == *= && $COMP_WORDBREAKS != *=* ]] && line=$option$line
        COMPREPLY+=("$line")
    done
}

_guestscope_words() {
    _guestscope_offer < <(printf '%s\n' "$@")
}

# One or more of some words, separated by commas.
_guestscope_list() {
    local before=
    [[ $value == *,* ]] && before=${value%,*},
    _guestscope_words "${@/#/$before}"
    compopt -o nospace 2> /dev/null
}

_guestscope_options() {
    _guestscope_words "$@"
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2> /dev/null
}

_guestscope_files() {
    value=${value//\\/}
    compopt -o filenames 2> /dev/null
    _guestscope_offer < <(compgen -f -- "$value")
}

_guestscope_directories() {
    value=${value//\\/}
    compopt -o filenames 2> /dev/null
    _guestscope_offer < <(compgen -d -- "$value")
}

_guestscope_uris() {
    _guestscope_words qemu:///system qemu:///session qemu+ssh:// lxc:///system xen:///system test:///default
}

# The domains of the connection of the last -c, or of libvirt's own choice.
_guestscope_domains() {
    local i connection=()
    for ((i = 1; i < ${#words[@]}; i++)); do
        case ${words[i]} in
            -c | --connect) connection=(-c "${words[i + 1]}") ;;
            --connect=*) connection=(-c "${words[i]#*=}") ;;
        esac
    done
    _guestscope_offer < <(virsh --readonly "${connection[@]}" list --all --name 2> /dev/null | grep .)
}

# Whether a command goes here: there is none yet, or the word before ends one. The parameters are the options with
# values as words of their own.
_guestscope_at_command() {
    local i last=:
    for ((i = 1; i < ${#words[@]} - 1; i++)); do
        if [[ " $* " == *" ${words[i]} "* ]]; then
            ((i++))
        elif [[ ${words[i]} != -?* ]]; then
            last=${words[i]}
        fi
    done
    [[ $last == : ]]
}
