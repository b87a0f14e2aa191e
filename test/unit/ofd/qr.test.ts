import { periodOf, readQrCode } from '../../../nodes/KonturOfd/api/qr';

const CODE = 't=20260305T1504&s=2063.99&fn=9960440300000001&i=3251&fp=55141403&n=1';
const READ = {
	...{ time: '2026-03-05T15:04', total: 206_399, fiscalDriveNumber: '9960440300000001' },
	...{ fiscalDocumentNumber: 3251, fiscalSign: 55_141_403, operationType: 1 },
};

test.each([
	['as a scanner returns it', CODE],
	['with line ends', ` ${CODE}\r\n`],
	['in another order', CODE.split('&').reverse().join('&')],
	['in capital letters', CODE.toUpperCase().replace('T1504', 'T1504')],
	['with zeros in front', CODE.replace('i=3251', 'i=0003251').replace('fp=', 'fp=00')],
	['with a decimal comma', CODE.replace('2063.99', '2063,99')],
	['behind the address of a check', `https://lk.example/check?${CODE}`],
	['copied from the text of a web page', CODE.replaceAll('&', '&amp;')],
	['as a part of a link', encodeURIComponent(CODE)],
	['in a link as its parameter', `https://lk.example/check?${encodeURIComponent(CODE)}`],
	['with a part of its own', `${CODE}&x=1`],
])('a code %s', (_what, text) => {
	expect(readQrCode(text)).toEqual(READ);
});

test.each([
	['s=0.00', 0],
	['s=5', 500],
	['s=5.5', 550],
	['s=999999999999.99', 99_999_999_999_999],
])('the total %s', (total, kopecks) => {
	expect(readQrCode(CODE.replace('s=2063.99', total)).total).toBe(kopecks);
});

test('seconds do not narrow the search', () => {
	const code = readQrCode(CODE.replace('T1504', 'T150459'));
	expect(code.time).toBe('2026-03-05T15:04:59');
	expect(periodOf(code)).toEqual({ from: '2026-03-05T15:04:00', to: '2026-03-05T15:04:59' });
});

test.each([
	['t', CODE.replace('20260305', '20260231')],
	['t', CODE.replace('20260305', '20261305')],
	['t', CODE.replace('T1504', 'T2404')],
	['t', CODE.replace('T1504', 'T1560')],
	['t', CODE.replace('T1504', 'T150460')],
	['s', CODE.replace('2063.99', '2063.999')],
	['s', CODE.replace('2063.99', '-1')],
	['fn', CODE.replace('fn=9', 'fn=x')],
	['i', CODE.replace('&i=3251', '')],
	['fp', CODE.replace('fp=55141403', 'fp=')],
	['n', CODE.replace('n=1', 'n=5')],
	['t', ''],
])('a code whose part %s is wrong: %s', (part, text) => {
	expect(() => readQrCode(text)).toThrow(`part "${part}"`);
});
