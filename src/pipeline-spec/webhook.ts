// The program that posts the end of a run to a webhook, such as one of Slack.

/** The variable with the URL, which everybody who has it can post to: it comes from a Secret. */
export const webhookVariable = 'KFP_WIZARD_WEBHOOK';

/** A message that is lost fails no run. An error may quote the URL, so only its kind is printed. */
const program = `# Posts the end of a run to the webhook of ${webhookVariable}, by kfp-wizard. Arguments: NAME=TEXT...
import json, os, sys, time, urllib.request

given = dict(word.split("=", 1) for word in sys.argv[1:])
state = given["state"]
try:
    state = json.loads(state)["state"]
except (ValueError, KeyError, TypeError):
    pass  # a v1 Workflow gives the word alone
state = {"COMPLETE": "SUCCEEDED", "ERROR": "FAILED"}.get(state.upper(), state.upper())
text = "%s: %s, run %s" % (given["pipeline"], state, given["run"])
if given["pages"]:
    text += " %s/#/runs/details/%s" % (given["pages"], given["run"])
print(text, flush=True)
url = os.environ.get("${webhookVariable}")
for wait in (5, 20, 0) if url else ():
    try:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(url.strip(), json.dumps({"text": text}).encode(), headers)
        urllib.request.urlopen(request, timeout=30).close()
        break
    except Exception as error:
        reason = getattr(error, "code", type(error).__name__)
        print("The webhook did not take the message:", reason, file=sys.stderr, flush=True)
        time.sleep(wait)
`;

/** `pages`: the address of Kubeflow's pages without a slash at its end; empty where it is not known. */
export const webhookCommand = (pipeline: string, pages: string) => ({
	command: ['python3', '-c', program.trimEnd()],
	args: [`pipeline=${pipeline}`, `pages=${pages}`],
});
