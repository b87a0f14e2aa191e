import type { Doubt, Section } from '../doubt';
import { extern } from './extern';
import { ofd } from './ofd';
import { signatures } from './signatures';
import { signingIn } from './signingIn';

export const sections: readonly Section[] = [signingIn, extern, ofd, signatures];

export const doubts: readonly Doubt[] = sections.flatMap((section) => section.doubts);
