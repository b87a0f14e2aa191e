const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/*
 * Runs test files in the realm of Node.js itself. Jest's own environment gives each file a vm context. Its interceptors
 * slow down every access to a global, and packages that Node.js has loaded would have another `Error` and `Object`.
 * Each file still loads its own copy of the sources, see runtime.js.
 */

/** Stands in for the main context where jest expects a contextified object. */
const mainContext = {};

/** Compiled files of this worker, by path. Each call creates the state of the module anew. */
const compiled = new Map();

const { compileFunction } = vm;
vm.compileFunction = (source, parameters, options = {}) => {
	if (options.parsingContext !== mainContext) return compileFunction(source, parameters, options);
	const known = compiled.get(options.filename);
	if (known?.source === source) return known.run;
	const run = compileFunction(source, parameters, { ...options, parsingContext: undefined });
	// A dynamic import belongs to the test file that the source was compiled for.
	if (!source.includes('import(')) compiled.set(options.filename, { source, run });
	return run;
};

function restoreProperties(target, saved) {
	for (const name of Reflect.ownKeys(target)) {
		if (!(name in saved)) Reflect.deleteProperty(target, name);
	}
	Object.defineProperties(target, saved);
}

module.exports = class extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		this.saved = {
			globals: Object.getOwnPropertyDescriptors(globalThis),
			env: { ...process.env },
			exit: process.exit,
		};
		const { projectConfig } = config;
		const { moduleMocker, fakeTimers, fakeTimersModern } = this;
		fakeTimers.dispose();
		fakeTimersModern.dispose();
		this.global = globalThis;
		this.moduleMocker = new moduleMocker.constructor(globalThis);
		this.fakeTimers = new fakeTimers.constructor({
			config: projectConfig,
			global: globalThis,
			moduleMocker: this.moduleMocker,
			timerConfig: { idToRef: (id) => id, refToId: (timer) => timer },
		});
		this.fakeTimersModern = new fakeTimersModern.constructor({ config: projectConfig, global: globalThis });
	}

	getVmContext() {
		return mainContext;
	}

	async teardown() {
		this.moduleMocker.restoreAllMocks();
		await super.teardown();
		const { globals, env, exit } = this.saved;
		restoreProperties(globalThis, globals);
		process.exit = exit;
		for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
		Object.assign(process.env, env);
	}
};
