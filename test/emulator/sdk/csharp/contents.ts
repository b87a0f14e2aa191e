import { filled, is, same, status, type Ask, type Source } from '../scenario';
import { upload } from '../steps';

const chunk = 80 * 1024;
const size = 500 * 1024;
const starts = Array.from({ length: Math.ceil(size / chunk) }, (_, index) => index * chunk);

/** The SDK reads in ranges and takes the size from Content-Range. */
const chunks: Ask[] = starts.map((from, index) => ({
	as: `part${index}`,
	to: 'GET /v1/{account}/contents/{content.body.id}',
	headers: { Range: `bytes=${from}-${Math.min(from + chunk, size) - 1}` },
}));

export const contents: Source = {
	sdk: 'C#',
	file: 'Kontur.Extern.Api.Client.End2EndTests/Client/ContentPathExtensions_Tests.cs',
	scenarios: [
		{
			test: 'Should_upload_and_download_content_as_stream',
			asks: [upload('large'), ...chunks, { as: 'whole', to: 'GET /v1/{account}/contents/{content.body.id}' }],
			facts: [
				filled('content.body.id'),
				...chunks.map(({ as }) => status(as, 206)),
				is('part0.headers.content-range', `bytes 0-${chunk - 1}/${size}`),
				is('part6.length', size - 6 * chunk),
				same('whole.text', 'files.large'),
				same('parts', 'files.large'),
			],
		},
		{
			test: 'Should_error_when_try_to_download_not_existing_content',
			asks: [{ as: 'read', to: 'GET /v1/{account}/contents/{random}', headers: { Range: 'bytes=0-100' } }],
			facts: [status('read', 404)],
		},
		{
			test: 'Should_error_when_try_to_download_by_empty_content_id',
			asks: [{ as: 'read', to: 'GET /v1/{account}/contents/{zero}', headers: { Range: 'bytes=0-100' } }],
			facts: [status('read', 400)],
		},
	],
};
