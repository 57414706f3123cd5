export * from './model.ts';
export { addFileEvidence, addLinkEvidence, addNoteEvidence, assertMayAddEvidence, changeEvidence, removeEvidence } from './commands.ts';
export { evidenceFile, evidenceItem, evidencePage, listEvidence, type EvidencePage, type NodeChoice } from './queries.ts';
export { evidenceRights, type EvidenceRights } from './policy.ts';
export { validityOf, type Validity } from './rules.ts';
