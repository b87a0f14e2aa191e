import { useBinaryData } from '../../host/engine';
import { EXTERN, OFD } from '../../host/kontur';
import { answerMatrix } from './matrix';

useBinaryData('filesystem');
answerMatrix(EXTERN, { operations: 18, cells: 4, part: 1, of: 2 });
answerMatrix(OFD, { operations: 7, cells: 4 });
