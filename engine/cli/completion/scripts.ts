import type { Shell } from '../command-line/shells.ts';

/**
 * What a shell reads to complete the program's words: it hands over its line up to the cursor and shows what comes back, a
 * word and its meaning a line. A first line that begins with a colon leaves the offer to the shell.
 */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# bash completion of nixos-ai: source <(nixos-ai completion bash)
_nixos_ai() {
  local typed="\${COMP_LINE:0:COMP_POINT}" line answer word
  COMPREPLY=()
  mapfile -t answer < <(nixos-ai complete --line "$typed" 2>/dev/null)
  case "\${answer[0]-}" in
    :files) compopt -o default; return ;;
    :directories) compopt -o dirnames; return ;;
  esac
  for line in "\${answer[@]}"; do
    word="\${line%%$'\\t'*}"
    # Bash breaks words at '=' too: only what stands behind it is replaced.
    [[ "\${typed##*[[:space:]]}" == *=* ]] && word="\${word#*=}"
    COMPREPLY+=("$word")
  done
  # What goes on has no blank behind it.
  [[ "\${COMPREPLY[*]-}" == *[.=]* ]] && for word in "\${COMPREPLY[@]}"; do
    [[ "$word" == *[.=] ]] && compopt -o nospace && break
  done
}
complete -F _nixos_ai nixos-ai
`,
  zsh: `#compdef nixos-ai
# zsh completion of nixos-ai: source <(nixos-ai completion zsh), or as _nixos-ai in a directory of $fpath.
_nixos-ai() {
  local -a answer open closed opens closes
  local line word
  answer=("\${(@f)$(nixos-ai complete --line "\${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
  case "\${answer[1]-}" in
    :files) _files; return ;;
    :directories) _files -/; return ;;
    '') return 1 ;;
  esac
  for line in "\${answer[@]}"; do
    word="\${line%%$'\\t'*}"
    if [[ "$word" == *[.=] ]]; then open+=("$word"); opens+=("\${line//$'\\t'/  }")
    else closed+=("$word"); closes+=("\${line//$'\\t'/  }"); fi
  done
  (( \${#open} )) && compadd -l -d opens -S '' -a open
  (( \${#closed} )) && compadd -l -d closes -a closed
}
compdef _nixos-ai nixos-ai
`,
  fish: `# fish completion of nixos-ai: nixos-ai completion fish | source
function __nixos_ai
    set -l answer (nixos-ai complete --line (commandline -cp | string collect) 2>/dev/null)
    switch "$answer[1]"
        case :files
            __fish_complete_path (commandline -ct)
        case :directories
            __fish_complete_directories (commandline -ct)
        case '*'
            printf '%s\\n' $answer
    end
end
complete -c nixos-ai -f -a '(__nixos_ai)'
`,
};
