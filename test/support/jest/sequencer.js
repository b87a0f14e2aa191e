const { default: Sequencer } = require('@jest/test-sequencer');

/** Alternates between files that wait for n8n and files that keep a processor busy, the longest of each first. */
module.exports = class extends Sequencer {
	async sort(tests) {
		const sorted = await super.sort(tests);
		const isWaiting = ({ context }) => context.config.displayName?.name === 'e2e';
		const waiting = sorted.filter(isWaiting);
		const busy = sorted.filter((test) => !isWaiting(test));
		return Array.from({ length: Math.max(waiting.length, busy.length) }, (_, at) => [waiting[at], busy[at]])
			.flat()
			.filter(Boolean);
	}
};
