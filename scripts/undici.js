// The parts of undici that the program uses. Its main file loads all of it, and doubles what the bundle gets.
import connect from '../node_modules/undici/lib/api/api-connect.js';
import Dispatcher from '../node_modules/undici/lib/dispatcher/dispatcher.js';

export {default as Pool} from '../node_modules/undici/lib/dispatcher/pool.js';
export {default as ProxyAgent} from '../node_modules/undici/lib/dispatcher/proxy-agent.js';

// The main file does it for all calls; ProxyAgent needs this one for its tunnels.
Dispatcher.prototype.connect = connect;
