import { randomBytes } from 'node:crypto';
import { at } from '../../../../test/emulator/core/values';
import type { Ask } from '../../ask';
import { doubt } from '../../doubt';
import { good, idAt, lab } from '../../lab/accounts';
import { contentsOf, details, documentsOf, place } from '../../lab/docflows';
import { upload } from '../../lab/drafts';

const SIZE = 200;

/** A small file that was uploaded and is downloaded again. */
const roundTrip = (ask: Ask) =>
	ask.once('round trip', async () => {
		const bytes = randomBytes(SIZE);
		const { home } = await lab(ask);
		const id = await upload(ask, bytes);
		const headers = { Range: `bytes=0-${SIZE - 1}` };
		const answer = await ask.extern(`GET ${home}/contents/${id}`, { headers });
		return { bytes, answer: good(ask, 'downloading a file', answer) };
	});

/** Uploads a file in two parts and returns whether both were accepted. */
async function uploadsInParts(ask: Ask, ranges: readonly [string, string]): Promise<boolean> {
	const { home } = await lab(ask);
	const bytes = randomBytes(SIZE);
	const half = SIZE / 2;
	const first = await ask.extern(`POST ${home}/contents`, {
		headers: { 'Content-Range': ranges[0] },
		bytes: bytes.subarray(0, half),
	});
	if (!first.isGood) return false;
	const second = await ask.extern(`PUT ${home}/contents/${idAt(ask, first.json, 'id')}`, {
		headers: { 'Content-Range': ranges[1] },
		bytes: bytes.subarray(half),
	});
	return second.isGood;
}

/** The type of an encrypted message: enveloped-data of RFC 5652, section 6. */
const ENVELOPED = Buffer.from('06092a864886f70d010703', 'hex');

export const contents = [
	doubt('X13', {
		question: '200 or 206 for a range that is the whole content; is `Content-Range` there?',
		weDo: 'Both; without it the length is taken from `Content-Length`; a server that ignores the range is read from the start and the known part skipped',
		where:
			'N `shared/transport/contents.ts`; E `extern/files/contents.ts` (200 with `Content-Range` for the whole, 206 for a part)',
		effect: 'writes',
		readings: { okWithRange: '200 with it', okWithout: '200 without it', partial: '206' },
		probe: async (ask) => {
			const { answer } = await roundTrip(ask);
			if (answer.status === 206) return 'partial';
			return answer.headers.has('content-range') ? 'okWithRange' : 'okWithout';
		},
	}),
	doubt('X14', {
		question: 'Is a content raw bytes or base64? One page says base64, the method page and the SDKs say raw',
		weDo: 'Raw',
		where: 'N `shared/transport/contents.ts`',
		effect: 'writes',
		readings: { raw: 'Raw bytes', base64: 'Base64' },
		probe: async (ask) => {
			const { bytes, answer } = await roundTrip(ask);
			if (answer.bytes.equals(bytes)) return 'raw';
			return Buffer.from(answer.text, 'base64').equals(bytes) ? 'base64' : undefined;
		},
	}),
	doubt('X15', {
		question: '`Content-Range` of the samples is off by one (`0-100/100`). Which form is accepted?',
		weDo: 'Sent by the HTTP standard; the emulator takes both',
		where: 'N `shared/transport/contents.ts`; E `extern/files/contents.ts`',
		effect: 'writes',
		readings: { both: 'Both', standard: 'Only that of the standard', sample: 'Only that of the samples' },
		probe: async (ask) => {
			const isStandard = await uploadsInParts(ask, ['bytes 0-99/200', 'bytes 100-199/200']);
			const isSample = await uploadsInParts(ask, ['bytes 0-99/200', 'bytes 100-200/200']);
			if (isStandard) return isSample ? 'both' : 'standard';
			return isSample ? 'sample' : undefined;
		},
	}),
	doubt('X23', {
		question: 'Is a content plain when `encrypted` is absent?',
		weDo: 'Yes',
		where: 'N `KonturExtern/actions/docflowDocument/download.operation.ts`',
		readings: { always: 'The field is never absent', plain: 'Yes', encrypted: 'No' },
		probe: async (ask) => {
			const { home } = await place(ask);
			const all = (await details(ask)).flatMap(documentsOf).flatMap(contentsOf);
			if (all.length === 0) return ask.lack('no document flow has contents');
			const silent = all.find((content) => at(content, 'encrypted') === undefined);
			if (silent === undefined) return 'always';
			const id = idAt(ask, silent, 'content-id');
			const { bytes } = good(ask, 'downloading a content', await ask.extern(`GET ${home}/contents/${id}`));
			return bytes.subarray(0, 64).includes(ENVELOPED) ? 'encrypted' : 'plain';
		},
	}),
];
