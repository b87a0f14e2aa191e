import { useBinaryData } from '../../host/engine';
import { OFD } from '../../host/kontur';
import { faultMatrix } from './matrix';

useBinaryData('filesystem');
faultMatrix(OFD);
