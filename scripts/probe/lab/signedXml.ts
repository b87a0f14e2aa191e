import { signXml } from '../../../nodes/shared/gost/xml';
import type { Pair } from '../ask/session';

/** A small file for the social fund with an XML signature inside. */
export const signedXml = (pair: Pair): Promise<Uint8Array> =>
	signXml(Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<ЭДПФР xmlns="http://пф.рф/ЕФС-1"/>'), pair);
