// Test files share the modules of a worker: each begins as a process does, which knows no secrets yet.
import {redact} from '../../src/system/secrecy/redact.ts';
import {knownSecrets} from '../../src/system/secrets.ts';

(knownSecrets() as Set<string>).clear();
// What searches for them is made anew where their number has changed.
redact('');
