// Plain JavaScript: jest maps no module names here, so tsx loads the sources.
const { register } = require('tsx/cjs/api');

module.exports = async () => {
	const tsx = register({ namespace: 'e2e' });
	const { startShared, stopShared } = tsx.require('./sharedN8n.ts', __filename);
	await startShared();
	globalThis.stopSharedN8n = stopShared;
};
