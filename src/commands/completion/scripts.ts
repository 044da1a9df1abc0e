// The completion scripts: each asks the program itself, so that a script never has to be written again.
import {reportKinds} from '../../options/report-kinds.ts';

/** Before `=` and a path. */
const kinds = reportKinds.join('|');

/** `:files` and `:folders` are paths, which the shell completes as for any program. */
const bash = `# bash completion for kfp-wizard
_kfp_wizard() {
	local value rest format=%q word="\${COMP_WORDS[COMP_CWORD]}"
	[[ $word == [\\"\\']* ]] && format=%s
	COMPREPLY=()
	while IFS=$'\\t' read -r value rest; do
		case $value in
			:files) compopt -o filenames 2>/dev/null; while read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$word") ;;
			:folders) compopt -o filenames 2>/dev/null; while read -r value; do COMPREPLY+=("$value"); done < <(compgen -d -- "$word") ;;
			*=) compopt -o nospace 2>/dev/null; COMPREPLY+=("$value") ;;
			*) COMPREPLY+=("$(printf "$format" "$value")") ;;
		esac
	done < <("\${COMP_WORDS[0]}" __complete bash "\${COMP_LINE:0:COMP_POINT}" "$word" 2>/dev/null)
}
complete -F _kfp_wizard kfp-wizard
`;

const zsh = `#compdef kfp-wizard
_kfp-wizard() {
	local line value help
	local -a found options
	for line in "\${(@f)$("\${(Q)words[1]}" __complete zsh "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}"; do
		case $line in
			:*)
				[[ $PREFIX == (--|${kinds})*=* ]] && compset -P '*='
				if [[ $line == :folders ]]; then _files -/; else _files; fi
				return ;;
			'') ;;
			*)
				value=\${line%%$'\\t'*} help=\${line#*$'\\t'}
				[[ $value == *= ]] && options=(-S '')
				found+=("\${value//:/\\\\:}\${help:+:$help}") ;;
		esac
	done
	_describe -t kfp-wizard 'kfp-wizard' found "\${options[@]}"
}
if [[ \${funcstack[1]} == _kfp-wizard ]]; then _kfp-wizard "$@"; else compdef _kfp-wizard kfp-wizard; fi
`;

const fish = `# fish completion for kfp-wizard
function __kfp_wizard_complete
	set -l words (commandline -opc)
	set -l word (string replace -r '^["\\']' '' -- (commandline -ct))
	set -l flag (string match -r '^(?:(?:--[^=]*|${kinds})=)+' -- "$word")
	set -l path (string sub -s (math 1 + (string length -- "$flag")) -- "$word")
	for line in (command $words[1] __complete fish $words[2..-1] "$word" 2>/dev/null)
		switch $line
			case :files
				__fish_complete_path "$path" | string replace -r -- '^' "$flag"
			case :folders
				__fish_complete_directories "$path" | string replace -r -- '^' "$flag"
			case '*'
				echo $line
		end
	end
end
complete -c kfp-wizard -f -a '(__kfp_wizard_complete)'
`;

export const scripts: Readonly<Record<string, string>> = {bash, zsh, fish};
