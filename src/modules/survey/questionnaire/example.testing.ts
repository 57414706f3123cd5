import { parse } from 'yaml';
import { QuestionnaireDocument, type QuestionnaireInput } from './model.ts';

/** A small questionnaire with everything that the format knows; the starting point of many tests. */
export const sampleYaml = `
format: socquality-questionnaire/1
id: sample
version: 1.0.0
perspective: clients
audience: clients
languages: [lv, en]
title: {lv: Paraugs, en: Sample}
description: {lv: Anketas paraugs., en: A sample questionnaire.}
origin: {lv: Mūsu teksts., en: Our own wording.}
variants:
  standard:
    languages: [lv, en]
    introduction: {lv: Jautājumi par centru., en: Questions about the centre.}
    scales:
      agree:
        kind: agreement
        options:
          - {id: never, value: 1, label: {lv: Nepiekrītu, en: Disagree}}
          - {id: partly, value: 2, label: {lv: Daļēji, en: In part}}
          - {id: fully, value: 3, label: {lv: Piekrītu, en: Agree}}
          - {id: unsure, label: {lv: Nezinu, en: I do not know}}
    batteries:
      - {id: care, title: {lv: Aprūpe, en: Care}, scale: agree}
    questions:
      - id: kind-staff
        kind: scale
        battery: care
        text: {lv: Darbinieki ir laipni., en: The staff are kind.}
        maps: [{methodology: sample, node: '6.1'}]
      - id: long-wait
        kind: scale
        battery: care
        reversed: true
        text: {lv: Man ilgi jāgaida., en: I have to wait long.}
      - id: service
        kind: single
        group: true
        text: {lv: Kādu pakalpojumu saņemat?, en: Which service do you use?}
        options:
          - {id: day, label: {lv: Dienas centrs, en: Day centre}}
          - {id: home, label: {lv: Aprūpe mājās, en: Home care}}
      - id: visits
        kind: number
        min: 0
        max: 31
        unit: {lv: reizes mēnesī, en: times a month}
        text: {lv: Cik bieži pie Jums nāk?, en: How often do we visit you?}
        showIf: {question: service, anyOf: [home]}
      - id: helped
        kind: yes-no
        text: {lv: Vai tas palīdz?, en: Does it help?}
      - id: activities
        kind: multiple
        text: {lv: Ko Jūs darāt centrā?, en: What do you do at the centre?}
        options:
          - {id: sing, label: {lv: Dziedu, en: I sing}}
          - {id: cook, label: {lv: Gatavoju, en: I cook}}
      - id: wish
        kind: long-text
        text: {lv: Ko vajadzētu mainīt?, en: What should change?}
  easy:
    languages: [lv, en]
    scales:
      faces:
        kind: faces
        options:
          - {id: bad, value: 1, picture: face-bad, label: {lv: Slikti, en: Bad}}
          - {id: good, value: 2, picture: face-good, label: {lv: Labi, en: Good}}
    batteries:
      - {id: care, title: {lv: Aprūpe, en: Care}, scale: faces}
    questions:
      - id: kind-staff
        kind: scale
        battery: care
        picture: staff
        text: {lv: Vai darbinieki ir laipni?, en: Are the staff kind?}
      - id: wish
        kind: short-text
        picture: idea
        text: {lv: Ko Jūs gribat mainīt?, en: What do you want to change?}
`;

/** The sample as a document, with some of its parts replaced. Throws when the result does not fit the format. */
export const sampleDocument = (changes: Partial<QuestionnaireInput> = {}): QuestionnaireDocument => QuestionnaireDocument.parse({ ...(parse(sampleYaml) as QuestionnaireInput), ...changes });
