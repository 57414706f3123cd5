export * from './model.ts';
export * from './rules.ts';
export { adoptQuestionnaire } from './adopt.ts';
export { keepQuestionnaireCatalogue, loadQuestionnaireLibrary, syncQuestionnaires } from './library.ts';
export { getQuestionnaire, listQuestionnaireLibrary, listQuestionnaires, type LibraryQuestionnaire, type QuestionnaireVersion } from './queries.ts';
export { readerTestsOf, ReaderTestInput, recordReaderTest, type ReaderTest } from './reader-tests.ts';
