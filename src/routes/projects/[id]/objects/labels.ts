import { m } from '#i18n/text.ts';
import { labelsOf } from '../results/show.ts';

/** The names of the fields of an object's form, for the summary of errors. */
export const objectLabels = (): Record<string, string> => ({
	plan: m.things_object_plan(), partner: m.things_partner(), ...labelsOf('built', m.things_object_what()), ...labelsOf('place', m.things_object_place()), municipality: m.things_object_municipality(),
	ownership: m.things_object_ownership(), quantity: m.things_object_quantity(), cost: m.things_object_cost(), currency: m.things_currency(), state: m.things_object_state(),
	finishedOn: m.things_object_finished(), asOf: m.things_object_as_of(), document: m.things_source_document(), place: m.things_source_where()
});

/** The names of the fields of a photo's form. */
export const photoLabels = (): Record<string, string> => ({ ...labelsOf('alternative', m.things_photo_alternative()), takenOn: m.things_photo_taken(), file: m.things_photo_file() });
