const { isBuiltin } = require('node:module');
const { default: JestRuntime } = require('jest-runtime');

const isPackage = (name) => /^[@a-z]/i.test(name) && !name.startsWith('@jest/') && !isBuiltin(name);

/** Lets Node.js load packages, once for all files: n8n-core alone takes two seconds. */
module.exports = class extends JestRuntime {
	requireModuleOrMock(from, name) {
		return isPackage(name) ? require(name) : super.requireModuleOrMock(from, name);
	}
};
module.exports.default = module.exports;
