# What docker prints and answers, for the stand-in of a test that needs no image: it keeps what a build is sent.
for last; do :; done
case "$1 $2" in
version*) echo 20.10.24 ;;
buildx*) exit 1 ;;
build*)
	cp -r "$last" "$records/context.$$"
	if [ -n "$DOCKER_FAILS" ]; then
		echo 'Step 1/2 : RUN cat /run/keys'
		cat "$PRINTED_SECRETS"
		base64 "$PRINTED_SECRETS"
		fold -w 9 "$PRINTED_SECRETS"
		sed 's/./&\x1b[31m/g' "$PRINTED_SECRETS" >&2
		echo 'The command returned a non-zero code: 1' >&2
		exit 1
	fi
	;;
"image inspect")
	case "$*" in
	*Architecture*) echo linux/amd64 ;;
	*)
		echo 'Error: No such image' >&2
		exit 1
		;;
	esac
	;;
push*)
	touch "$records/pushed"
	echo 'latest: digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef size: 742'
	;;
esac
