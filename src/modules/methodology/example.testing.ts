import type { MethodologyDocument } from './model.ts';
import { parseMethodology } from './parse.ts';
import type { Problem } from './problems.ts';

/** A small sound methodology for tests: two modes, every kind of evaluator, a limiter. */
export const sampleYaml = `format: socquality-methodology/1
id: sample
version: 1.0.0
languages: [lv, lt, en]
title: { lv: Paraugs, lt: Pavyzdys, en: Sample }
description: { lv: Apraksts, lt: Aprašymas, en: Description }
adaptation: { lv: Adaptācija, lt: Adaptacija, en: Adaptation }
modes:
  - id: classical
    title: { lv: Klasiski, lt: Klasikinis, en: Classical }
    text: { lv: Viens skaitlis, lt: Vienas skaičius, en: One number }
  - id: fine
    title: { lv: Sīki, lt: Išsamiai, en: Fine-tuned }
    text: { lv: Pa daļām, lt: Dalimis, en: In parts }
scales:
  points:
    min: 0
    max: 100
    levels:
      - { from: 0, to: 50, name: { lv: Zemu, lt: Žemai, en: Low } }
      - { from: 51, to: 100, name: { lv: Augstu, lt: Aukštai, en: High } }
  yes:
    min: 0
    max: 1
    levels:
      - { from: 0, to: 0, name: { lv: Nē, lt: Ne, en: 'No' } }
      - { from: 1, to: 1, name: { lv: Jā, lt: Taip, en: 'Yes' } }
evaluators:
  enabler:
    classical: { kind: points, scale: points, text: &t { lv: Kā, lt: Kaip, en: How }, levels: &l [ *t, *t ] }
    fine:
      kind: phases
      scale: points
      text: *t
      phases: { plan: &d { title: *t, text: *t, levels: *l }, do: *d, check: *d, act: *d }
  result:
    classical: { kind: points, scale: points, text: *t, levels: *l }
    fine: { kind: trend-target, scale: points, text: *t, trend: *d, target: *d }
  duty:
    classical: { kind: met, scale: yes, text: *t, levels: *l }
    fine: { kind: ordinal, scale: yes, text: *t, levels: *l }
nodes:
  - id: "1"
    kind: criterion
    title: { lv: Vadība, lt: Lyderystė, en: Leadership }
    children:
      - id: "1.1"
        kind: sub-criterion
        title: { lv: Virziens, lt: Kryptis, en: Direction }
        evaluator: enabler
        children:
          - id: 1.1.a
            kind: requirement
            text: { lv: Mums ir mērķis., lt: Turime tikslą., en: We have an aim. }
            wording: { clients: { lv: Es zinu., lt: Aš žinau., en: I know. } }
      - id: "1.2"
        kind: sub-criterion
        title: { lv: Ieguvumi, lt: Nauda, en: Gains }
        evaluator: result
        weight: 1.5
        source: survey
        perspective: clients
  - id: "2"
    kind: part
    title: { lv: Pienākumi, lt: Pareigos, en: Duties }
    children:
      - id: "2.1"
        kind: requirement
        title: { lv: Licence, lt: Licencija, en: Licence }
        evaluator: duty
limiters:
  - id: licence
    title: { lv: Nav licences, lt: Nėra licencijos, en: No licence }
    explanation: { lv: Tad ne vairāk, lt: Tada ne daugiau, en: Then no more }
    when: { anyOf: ["2.1"], below: 1 }
    caps: { node: "1", at: 40 }
`;

/** The document of a text that must be sound. */
export function soundDocument(text: string): MethodologyDocument {
	const parsed = parseMethodology(text);
	if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems.slice(0, 3)));
	return parsed.document;
}

/** The problems of a text that must not be sound. */
export function problemsOf(text: string): Problem[] {
	const parsed = parseMethodology(text);
	return 'problems' in parsed ? parsed.problems : [];
}

/** The sample with one part replaced; throws when the part is not there, so that no test tests nothing. */
export function changed(from: string, to: string): string {
	if (!sampleYaml.includes(from)) throw new Error(`The sample has no ${from}`);
	return sampleYaml.replace(from, to);
}
