import type { Section } from '../doubt';
import { ofdDocuments } from './ofdDocuments';
import { ofdRegisters } from './ofdRegisters';

export const ofd: Section = { title: 'Kontur.OFD', doubts: [...ofdDocuments, ...ofdRegisters] };
