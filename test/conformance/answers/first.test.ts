import { useBinaryData } from '../../host/engine/engine';
import { EXTERN, OFD } from '../../host/engine/kontur';
import { answerMatrix } from './matrix';

useBinaryData('filesystem');
answerMatrix(EXTERN, { operations: 7, cells: 4, part: 1, of: 2 });
answerMatrix(OFD, { operations: 3, cells: 4 });
