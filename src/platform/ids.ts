import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';

const uuid = z.uuid();

/** Declares an id type that no other id can be passed for; the value is a plain UUID string. */
const brand = <const Name extends string>() => uuid.brand<Name>();

export const RegionId = brand<'RegionId'>();
export type RegionId = z.infer<typeof RegionId>;
export const PersonId = brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;
export const MembershipId = brand<'MembershipId'>();
export type MembershipId = z.infer<typeof MembershipId>;
export const InstitutionId = brand<'InstitutionId'>();
export type InstitutionId = z.infer<typeof InstitutionId>;
export const MethodologyVersionId = brand<'MethodologyVersionId'>();
export type MethodologyVersionId = z.infer<typeof MethodologyVersionId>;
export const CycleId = brand<'CycleId'>();
export type CycleId = z.infer<typeof CycleId>;
export const AssessmentId = brand<'AssessmentId'>();
export type AssessmentId = z.infer<typeof AssessmentId>;
export const AssessorId = brand<'AssessorId'>();
export type AssessorId = z.infer<typeof AssessorId>;
export const EvidenceId = brand<'EvidenceId'>();
export type EvidenceId = z.infer<typeof EvidenceId>;
export const QuestionnaireVersionId = brand<'QuestionnaireVersionId'>();
export type QuestionnaireVersionId = z.infer<typeof QuestionnaireVersionId>;
export const SurveyId = brand<'SurveyId'>();
export type SurveyId = z.infer<typeof SurveyId>;
export const ProjectId = brand<'ProjectId'>();
export type ProjectId = z.infer<typeof ProjectId>;
export const ProjectVersionId = brand<'ProjectVersionId'>();
export type ProjectVersionId = z.infer<typeof ProjectVersionId>;
export const ProgrammeId = brand<'ProgrammeId'>();
export type ProgrammeId = z.infer<typeof ProgrammeId>;

/** Where new ids come from: random in life, seeded in a demonstration that must be repeatable byte for byte. */
export type IdSource = () => string;
export const randomIds: IdSource = () => randomUUID();

/** A secret for links and sessions: 32 random bytes in base64url (43 characters). Store only its hash. */
export const newToken = (): string => randomBytes(32).toString('base64url');
