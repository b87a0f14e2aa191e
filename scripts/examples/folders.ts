import { join } from 'node:path';
import type { Language } from './texts';

const root = join(__dirname, '../../examples');

/** Where the examples of a language are: the English ones on top, where links from elsewhere lead. */
export const exampleFolder = (language: Language): string =>
	language === 'en' ? root : join(root, language);
