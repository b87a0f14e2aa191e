import { useBinaryData } from '../../host/engine/engine';
import { OFD } from '../../host/engine/kontur';
import { faultMatrix } from './matrix';

useBinaryData('filesystem');
faultMatrix(OFD);
