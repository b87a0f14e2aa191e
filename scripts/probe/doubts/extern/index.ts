import type { Doubt, Section } from '../../doubt';
import { builders } from './builders';
import { contents } from './contents';
import { docflows } from './docflows';
import { drafts } from './drafts';
import { feed } from './feed';
import { lists } from './lists';
import { replies } from './replies';
import { sending } from './sending';

const numberOf = ({ id }: Doubt) => Number(id.slice(1));

export const extern: Section = {
	title: 'Kontur.Extern',
	doubts: [lists, drafts, contents, sending, docflows, feed, builders, replies]
		.flat()
		.sort((a, b) => numberOf(a) - numberOf(b)),
};
