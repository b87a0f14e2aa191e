import { useBinaryData } from '../../host/engine';
import { OFD } from '../../host/kontur';
import { answerMatrix } from './matrix';

useBinaryData('filesystem');
answerMatrix(OFD, 6);
