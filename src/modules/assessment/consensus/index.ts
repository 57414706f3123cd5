export { agree } from './commands.ts';
export { openConsensus, proposeConsensus, reopenConsensus, returnConsensus, signConsensus } from './transitions.ts';
export { consensusOf, openedScores } from './queries.ts';
export { consensusBoard, consensusPage, type Assessor, type BoardPoint, type BoardRow, type ConsensusBoard, type ConsensusFrame } from './board.ts';
export { consensusNode, type NodePage } from './node.ts';
export { availableActions, type ConsensusAction } from './policy.ts';
export { AgreementForm, assessorFields, priorities, ProposalForm, ReasonForm, toAgreementInput, type Agreed, type AgreementInput, type Dissent, type OpenedScore, type Priority } from './model.ts';
