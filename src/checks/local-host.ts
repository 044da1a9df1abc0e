// Recognises addresses that lead to this machine.

/** The whole text, or the host of a URL, of a connection string or of a list of servers. */
const pattern =
	/(?:^|\/\/|@|=|,|;|\()\s*(localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?|host\.(?:docker|containers|minikube)\.internal)(?=$|[\s:/?;,)])/i;

/** The host in a text that leads to this machine. */
export const localHostIn = (text: string): string | undefined => pattern.exec(text)?.[1];
