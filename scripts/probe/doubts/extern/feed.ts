import { asArray, asText, at } from '../../../../test/emulator/core/values';
import type { Ask } from '../../ask';
import type { Answer } from '../../ask/client';
import { doubt, forPerson } from '../../doubt';
import { good, textAt } from '../../lab/accounts';

const FEED = 'GET /v1/events';
const PAGES = 50;

const eventsOf = ({ json }: Answer) => asArray(at(json, 'api-events'));

/** The oldest events. */
const oldest = (ask: Ask) =>
	ask.once('oldest events', async () => {
		const answer = good(ask, 'reading the event feed', await ask.extern(FEED, { query: { take: 1000 } }));
		return eventsOf(answer).length > 0 ? answer : ask.lack('the event feed has no events');
	});

/** Some later event, not the first of the feed. */
const laterId = async (ask: Ask) => {
	const [, event] = eventsOf(await oldest(ask));
	return textAt(event, 'id') || ask.lack('the event feed has only one event');
};

/** The page after the last event, with the cursor that asked for it. */
const end = (ask: Ask) =>
	ask.once('end of the feed', async () => {
		let answer = await oldest(ask);
		let fromId = '';
		for (let page = 0; page < PAGES; page++) {
			if (eventsOf(answer).length === 0) return { answer, fromId };
			const next = asText(answer.body['next-event-id']);
			if (!next || next === fromId) return { answer, fromId };
			fromId = next;
			answer = good(ask, 'reading the event feed', await ask.extern(FEED, { query: { fromId, take: 1000 } }));
		}
		return ask.lack('the event feed is too long to read to its end');
	});

export const feed = [
	doubt('X25', {
		question: '`fromId` of the event feed: is the named event included?',
		weDo: 'Yes, as `next-event-id` names the first one not read. *A Given Event* may therefore bring that event again, with the same `dedupeKey`',
		where: 'N `KonturExtern/trigger/state/feed.ts`; E `extern/exchange/events.ts`',
		readings: { included: 'Yes', excluded: 'No, the page begins after it' },
		probe: async (ask) => {
			const fromId = await laterId(ask);
			const [first] = eventsOf(await ask.extern(FEED, { query: { fromId } }));
			return textAt(first, 'id') === fromId ? 'included' : 'excluded';
		},
	}),
	doubt('X26', {
		question: 'How is the end of the feed reported?',
		weDo: 'The same cursor, none and an empty page each mean "nothing more for now"',
		where: 'N `KonturExtern/trigger/state/feed.ts`; E `extern/exchange/events.ts`',
		readings: {
			sameCursor: 'An empty page with the same cursor',
			noCursor: 'No cursor',
			newCursor: 'An empty page with another cursor',
		},
		probe: async (ask) => {
			const { answer, fromId } = await end(ask);
			const next = asText(answer.body['next-event-id']);
			if (!next) return 'noCursor';
			if (eventsOf(answer).length > 0) return undefined;
			return next === fromId ? 'sameCursor' : 'newCursor';
		},
	}),
	doubt('X27', {
		question: 'Largest `take` of events',
		weDo: '100 are requested',
		where: 'N `KonturExtern/trigger/feed.ts`',
		readings: { thousand: '1,000 are accepted', hundred: 'Never more than 100' },
		probe: async (ask) => {
			const answer = await oldest(ask);
			const requested = Number(answer.body['requested-count']);
			if (requested === 1000 || eventsOf(answer).length > 100) return 'thousand';
			return requested === 100 ? 'hundred' : undefined;
		},
	}),
	doubt('X29', {
		question: 'Do events have `account-id`? It is missing in older samples',
		weDo: 'Taken from the link when it is missing',
		where: 'N `KonturExtern/trigger/feed.ts` `accountOf`',
		readings: { present: 'Yes', absent: 'Not all of them' },
		probe: async (ask) =>
			eventsOf(await oldest(ask)).every((event) => textAt(event, 'account-id')) ? 'present' : 'absent',
	}),
	doubt('X72', {
		question: 'What does the feed return for an ID that is no longer stored?',
		weDo: '400, 404 and 410 count as lost: the feed is read from its beginning and known events are skipped; "the oldest" continues',
		where: 'N `KonturExtern/trigger/state/feed.ts`, `KonturExtern/trigger/feed.ts`; E switch `lostCursor`',
		readings: { oldest: 'The oldest events', badRequest: '400', notFound: '404' },
		probe: async (ask) => {
			await oldest(ask);
			const { status } = await ask.extern(FEED, { query: { fromId: '1_1' } });
			return ({ 200: 'oldest', 400: 'badRequest', 404: 'notFound' } as const)[status];
		},
	}),
	doubt('X73', {
		question: 'Is `first-event-id` equal to the requested `fromId`?',
		weDo: 'Not needed: a page that brings only known events is requested again',
		where: 'N `KonturExtern/trigger/state/feed.ts` `isDoubtful`',
		readings: { equal: 'Yes', other: 'No' },
		probe: async (ask) => {
			const fromId = await laterId(ask);
			const { body } = good(ask, 'reading the event feed', await ask.extern(FEED, { query: { fromId } }));
			return body['first-event-id'] === fromId ? 'equal' : 'other';
		},
	}),
	forPerson('X74', {
		question: 'Can an empty page in the middle of the feed have a next cursor?',
		weDo: 'It is requested again and accepted if both responses agree',
		where: 'N `KonturExtern/trigger/feed.ts`',
		person: 'Only long use can show one',
	}),
	forPerson('X76', {
		question: 'How late does a list show a change?',
		weDo: 'One hour is assumed, three days for incoming document flows',
		where: 'N `KonturExtern/trigger/docflowWatch.ts`',
		person: 'It takes both modes of the trigger in parallel, for weeks',
	}),
	doubt('X77', {
		question:
			'Are the states in events of the social fund and of the Interior Ministry, which no page lists, URNs like the others?',
		weDo: 'Shown as their URN',
		where: 'N `KonturExtern/api/urns`',
		readings: { urn: 'Yes', other: 'No' },
		probe: async (ask) => {
			const states = eventsOf(await oldest(ask))
				.filter((event) => /:(?:fss|sfr|mvd)/.test(textAt(event, 'docflow-type')))
				.map((event) => textAt(event, 'new-state'));
			if (states.length === 0) return ask.lack('the feed has no events of these authorities');
			return states.every((state) => state.startsWith('urn:')) ? 'urn' : 'other';
		},
	}),
];
