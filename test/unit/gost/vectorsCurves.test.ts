// Published examples of signatures and key agreement, typed from the standards.
import crypto from 'crypto';
import { bigintFromLE, bigintToBE, fromHex, reverse, toHex } from '../../../nodes/shared/gost/base/bytes';
import {
	type Curve,
	curveByOid,
	keg,
	pointFromBytes,
	pointToBytes,
	publicKey,
	sign,
	verify,
	vko,
} from '../../../nodes/shared/gost/curve/curves';
import { kimp15 } from '../../../nodes/shared/gost/cipher/keyWrap';
import { kexp15 } from './senders';

const flat = (value: string) => value.replace(/\s+/g, '').toLowerCase();
const number = (value: string) => BigInt(`0x${flat(value)}`);

/** Makes the first random bytes of a number's length be that number; the rest stays random. */
function withNonce<T>(value: bigint, size: number, run: () => T): T {
	const random = crypto.randomBytes;
	let left = 1;
	const spy = jest
		.spyOn(crypto, 'randomBytes')
		.mockImplementation(((length: number) =>
			length === size && left-- > 0 ? Buffer.from(bigintToBE(value, size)) : random(length)) as never);
	try {
		return run();
	} finally {
		spy.mockRestore();
	}
}

interface SignatureExample {
	curve: Curve;
	d: string;
	x: string;
	y: string;
	/** The hash as a number. */
	e: string;
	k: string;
	r: string;
	s: string;
}

const examples: Record<string, SignatureExample> = {
	'RFC 5832 section 7 and RFC 7091 section 7 (GOST R 34.10-2012 A.1)': {
		curve: curveByOid('1.2.643.2.2.35.0'),
		d: '7A929ADE789BB9BE10ED359DD39A72C11B60961F49397EEE1D19CE9891EC3B28',
		x: '7F2B49E270DB6D90D8595BEC458B50C58585BA1D4E9B788F6689DBD8E56FD80B',
		y: '26F1B489D6701DD185C8413A977B3CBBAF64D1C593D26627DFFB101A87FF77DA',
		e: '2DFBC1B372D89A1188C09C52E0EEC61FCE52032AB1022E8E67ECE6672B043EE5',
		k: '77105C9B20BCD3122823C8CF6FCC7B956DE33814E95B7FE64FED924594DCEAB3',
		r: '41AA28D2F1AB148280CD9ED56FEDA41974053554A42767B83AD043FD39DC0493',
		s: '01456C64BA4642A1653C235A98A60249BCD6D3F746B631DF928014F6C5BF9C40',
	},
	'GOST R 34.10-2012 A.2': {
		curve: curveByOid('1.2.643.7.1.2.1.2.0'),
		d: `0BA6048AADAE241BA40936D47756D7C93091A0E8514669700EE7508E508B1020
			72E8123B2200A0563322DAD2827E2714A2636B7BFD18AADFC62967821FA18DD4`,
		x: `115DC5BC96760C7B48598D8AB9E740D4C4A85A65BE33C1815B5C320C854621DD
			5A515856D13314AF69BC5B924C8B4DDFF75C45415C1D9DD9DD33612CD530EFE1`,
		y: `37C7C90CD40B0F5621DC3AC1B751CFA0E2634FA0503B3D52639F5D7FB72AFD61
			EA199441D943FFE7F0C70A2759A3CDB84C114E1F9339FDF27F35ECA93677BEEC`,
		e: `3754F3CFACC9E0615C4F4A7C4D8DAB531B09B6F9C170C533A71D147035B0C591
			7184EE536593F4414339976C647C5D5A407ADEDB1D560C4FC6777D2972075B8C`,
		k: `359E7F4B1410FEACC570456C6801496946312120B39D019D455986E364F36588
			6748ED7A44B3E794434006011842286212273A6D14CF70EA3AF71BB1AE679F1`,
		r: `2F86FA60A081091A23DD795E1E3C689EE512A3C82EE0DCC2643C78EEA8FCACD3
			5492558486B20F1C9EC197C90699850260C93BCBCD9C5C3317E19344E173AE36`,
		s: `1081B394696FFE8E6585E7A9362D26B6325F56778AADBC081C0BFBE933D52FF5
			823CE288E8C4F362526080DF7F70CE406A6EEB1F56919CB92A9853BDE73E5B4A`,
	},
};

describe.each(Object.entries(examples))('%s', (_name, { curve, d, x, y, e, k, r, s }) => {
	const digest = reverse(bigintToBE(number(e), curve.size));
	const signature = toHex(bigintToBE(number(s), curve.size)) + toHex(bigintToBE(number(r), curve.size));

	it('public key', () => {
		expect(publicKey(curve, number(d))).toEqual({ x: number(x), y: number(y) });
	});

	it('signature', () => {
		const made = withNonce(number(k), curve.size, () => sign(curve, number(d), digest));
		expect(toHex(made)).toBe(signature);
	});

	it('verification', () => {
		const point = { x: number(x), y: number(y) };
		expect(verify(curve, point, digest, fromHex(signature))).toBe(true);
		expect(verify(curve, point, reverse(digest), fromHex(signature))).toBe(false);
	});
});

describe('VKO, RFC 7836 B.7 and B.8 (little-endian bytes)', () => {
	const curve = curveByOid('1.2.643.7.1.2.1.2.1');
	const ukm = fromHex('1d80603c8544c727');
	const x = fromHex(`c990ecd972fce84ec4db022778f50fcac726f46708384b8d458304962d7147f8
		c2db41cef22c90b102f2968404f9b9be6d47c79692d81826b32b8daca43cb667`);
	const y = fromHex(`48c859f7b6f11585887cc05ec6ef1390cfea739b1a18c0d4662293ef63b79e3b
		8014070b44918590b4b996acfea4edfbbbcccc8c06edd8bf5bda92a51392d0db`);
	const xP = flat(`aab0eda4abff21208d18799fb9a8556654ba783070eba10cb9abb253ec56dcf5
		d3ccba6192e464e6e5bcb6dea137792f2431f6c897eb1b3c0cc14327b1adc0a7
		914613a3074e363aedb204d38d3563971bd8758e878c9db11403721b48002d38
		461f92472d40ea92f9958c0ffa4c93756401b97f89fdbe0b5e46e4a4631cdb5a`);
	const yP = flat(`192fe183b9713a077253c72c8735de2ea42a3dbc66ea317838b65fa32523cd5e
		fca974eda7c863f4954d1147f1f2b25c395fce1c129175e876d132e94ed5a651
		04883b414c9b592ec4dc84826f07d0b6d9006dda176ce48c391e3f97d102e03b
		b598bf132a228a45f7201aba08fc524a2d77e43a362ab022ad4028f75bde3b79`);

	it('public keys', () => {
		expect(toHex(pointToBytes(curve, publicKey(curve, bigintFromLE(x))))).toBe(xP);
		expect(toHex(pointToBytes(curve, publicKey(curve, bigintFromLE(y))))).toBe(yP);
	});

	it.each([
		['streebog256' as const, 'c9a9a77320e2cc559ed72dce6f47e2192ccea95fa648670582c054c0ef36c221'],
		[
			'streebog512' as const,
			`79f002a96940ce7bde3259a52e015297adaad84597a0d205b50e3e1719f97bfa
			7ee1d2661fa9979a5aa235b558a7e6d9f88f982dd63fc35a8ec0dd5e242d3bdf`,
		],
	])('%s from both sides', (name, result) => {
		const forth = vko(curve, bigintFromLE(x), pointFromBytes(curve, fromHex(yP)), ukm, name);
		const back = vko(curve, bigintFromLE(y), pointFromBytes(curve, fromHex(xP)), ukm, name);
		expect([toHex(forth), toHex(back)]).toEqual([flat(result), flat(result)]);
	});
});

describe('KEG and KExp15, RFC 9189 A.1.3', () => {
	const ukm = fromHex('C3EF0428D4B7A1F4C5025F2E65DD2B2E A583AEEFDB67C7F4 214A6A298E99E325');
	const secret = fromHex('A5576CE7924A24F58113808DBD9EF856F5BDC3B183CE5DADCA36A53AA077651D');
	it.each([
		{
			cipher: 'magma' as const,
			oid: '1.2.643.2.2.35.1',
			server: '5F308355DFD6A8ACAEE0837B100A3B1F6D63FB29B78EF27D3967757F0527144C',
			serverX: '6531D4A72E655BFC9DFB94293B26070282FABF10D5C49B7366148C60E0BF8167',
			ephemeral: 'A5C77C7482373DE16CE4A6F73CCE7F78471493FF2C0709B8B706C9E8A25E6C1E',
			ephemeralX: 'A8F36D63D262A203978F1B3B6795CDBBF1AE7FB8EF7F47F1F18871C198E00793',
			keys: `2D8BA8C84CB232FF41F10C3AD924134223254F71E5696D3D29C3E4C9DAA6B293
				849EB6340BFFAE6928A3C3E4FF92ECCB1E8F0CF7A188368E6B748E52EA378B0C`,
			iv: '214A6A29',
			wrapped: `D7F0F0422367867B25FA4233A954F58BDE92E9C9BBFB8816C99F15E6398722A0
				B2B7BFE8493E9A5C`,
		},
		{
			cipher: 'kuznyechik' as const,
			oid: '1.2.643.7.1.2.1.2.3',
			server: `12FD7A70067479A0F66C59F9A25534ADFBC7ABFD3CC72D79806F8B402601644B
				3005ED365A2D8989A8CCAE640D5FC08DD27DFBBFE137CF528E1AC6D445192E01`,
			serverX: `F14589DA479AD972C66563669B3FF58092E6A30A288BF447CD9FF6C3133E9724
				7A9706B267703C9B4E239F0D7C7E3310C22D2752B35BD2E4FD39B8F11DEB833A`,
			ephemeral: `150ACD11B66DD695AD18418FA7A2DC636B7E29DCA24536AABC826EE3175BB1FA
				DC3AA0D01D3092E120B0FCF7EB872F4B7E26EA17849D689222A48CF95A6E4831`,
			ephemeralX: `C941BE5193189B476D5A0334114A3E04BBE5B37C738AE40F150B334135288664
				FEBFC5622818894A07B1F7AD60E28480B4B637B90EA7D4BA980186B605D75BC6`,
			keys: `7DAC56E48A4DC170FAA8FCBAE20DB845450CCCC4C6328BDC8D01157CEFA2A5F1
				1F1CBAD8866166F01FFAAB0152E24BF4609D5F46A5C899C787900D08B9FCAD24`,
			iv: '214A6A298E99E325',
			wrapped: `250D1B67A270AB04D3F65418E1D380B4CB945F0A3DCA51500CF3A1BEF37F76C0
				7341A9839CCF6CBA7189DA61EB67176C`,
		},
	])('$cipher, both sides', ({ cipher, oid, server, serverX, ephemeral, ephemeralX, keys, iv, wrapped }) => {
		const curve = curveByOid(oid);
		const serverKey = publicKey(curve, number(server));
		const ephemeralKey = publicKey(curve, number(ephemeral));
		expect([serverKey.x, ephemeralKey.x]).toEqual([number(serverX), number(ephemeralX)]);
		expect(toHex(keg(curve, number(ephemeral), serverKey, ukm))).toBe(flat(keys));
		const both = keg(curve, number(server), ephemeralKey, ukm);
		expect(toHex(both)).toBe(flat(keys));
		const [macKey, encryptionKey] = [both.slice(0, 32), both.slice(32)];
		expect(toHex(kexp15(cipher, macKey, encryptionKey, fromHex(iv), secret))).toBe(flat(wrapped));
		expect(kimp15(cipher, macKey, encryptionKey, fromHex(iv), fromHex(wrapped))).toEqual(secret);
	});
});
