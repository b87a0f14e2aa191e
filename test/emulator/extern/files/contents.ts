import { HttpError } from '../../core/errors';
import { largestBody } from '../../core/body';
import type { Reply, Route } from '../../core/router';
import { accountRoute, type AccountCall } from '../call';
import { findContent, newContent, putPart, readRange, sizeOf } from './contentStore';
import type { Content } from '../model';

interface Place {
	from: number;
	total?: number;
}

/** Returns the range of a part; an end that equals the total counts as exclusive. */
function placeOf(header: string, length: number): Place {
	const match = /^bytes[ =](\d+)-(\d+)\/(\d+|\*)$/i.exec(header.trim());
	if (!match) throw new HttpError(400, "Content-Range must look like 'bytes 0-99/100'");
	const from = Number(match[1]);
	const last = Number(match[2]);
	const total = match[3] === '*' ? undefined : Number(match[3]);
	const exclusive = total !== undefined && last === total && last - from === length;
	if (!exclusive && last - from + 1 !== length) {
		throw new HttpError(400, `Content-Range names ${last - from + 1} bytes, ${length} came`);
	}
	if (total !== undefined && from + length > total) {
		throw new HttpError(400, 'Content-Range goes beyond its total');
	}
	return total === undefined ? { from } : { from, total };
}

function accept(content: Content, place: Place, data: Buffer): void {
	const { total } = place;
	if (total !== undefined) {
		const last = content.parts.at(-1);
		const reached = last ? last.from + last.data.length : 0;
		if ((content.total !== undefined && content.total !== total) || reached > total) {
			throw new HttpError(400, 'Content-Range contradicts the parts sent before');
		}
		content.total = total;
	}
	if (content.total !== undefined && place.from + data.length > content.total) {
		throw new HttpError(400, 'The part lies beyond the end of the content');
	}
	putPart(content, place.from, data);
}

function startUpload(call: AccountCall): Reply {
	const { headers, body } = call.request;
	const header = headers['content-range'];
	const place = header ? placeOf(header, body.length) : { from: 0, total: body.length };
	const type = headers['content-type'] ?? 'application-octet/stream';
	const content = newContent(call.extern, call.account, type);
	accept(content, place, body);
	return { status: content.complete ? 201 : 200, json: { id: content.id } };
}

function continueUpload(call: AccountCall): Reply {
	const content = findContent(call.extern, call.account, call.request.params.id);
	const header = call.request.headers['content-range'];
	if (!header) throw new HttpError(400, 'Content-Range is required');
	accept(content, placeOf(header, call.request.body.length), call.request.body);
	return {
		status: content.complete ? 201 : 200,
		json: { id: content.id, content: { id: content.id }, 'is-completed': content.complete },
	};
}

function rangeOf(header: string, size: number): [number, number] {
	const match = /^bytes[ =](\d*)-(\d*)(?:\/(?:\d+|\*))?$/i.exec(header.trim());
	if (!match || (match[1] === '' && match[2] === '')) {
		throw new HttpError(400, "Range must look like 'bytes=0-99'");
	}
	if (match[1] === '') return [Math.max(0, size - Number(match[2])), size - 1];
	const last = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
	return [Number(match[1]), last];
}

function download(call: AccountCall): Reply {
	const content = findContent(call.extern, call.account, call.request.params.id);
	if (!content.complete) throw new HttpError(404, 'The content is not uploaded to its end');
	const size = sizeOf(content.parts);
	const type = { 'Content-Type': content.type };
	const header = call.request.headers.range;
	if (!header) return { status: 200, chunks: readRange(content, 0, size - 1), headers: type };
	const [from, last] = rangeOf(header, size);
	if (from > last || from >= size) {
		throw new HttpError(416, 'The range lies beyond the content', {
			headers: { 'Content-Range': `bytes */${size}` },
		});
	}
	if (last - from + 1 > largestBody) throw new HttpError(413, 'The range is larger than 64 MB');
	return {
		status: from === 0 && last === size - 1 ? 200 : 206,
		chunks: readRange(content, from, last),
		headers: { ...type, 'Content-Range': `bytes ${from}-${last}/${size}` },
	};
}

export const contentRoutes: Route[] = [
	accountRoute('POST', '/contents', startUpload),
	accountRoute('PUT', '/contents/{id}', continueUpload),
	accountRoute('GET', '/contents/{id}', download),
];
