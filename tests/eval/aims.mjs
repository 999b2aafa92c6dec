// What has to be reached, and whether it was.

export const aims = {
  place: 0.95, // recall and precision, each class of search
  search: 0.85, // F1
  told_apart: 0.85,
  intents: 0.92, // accuracy
  slots: 0.9, // F1
};

const aim = (name, value, least) => ({ name, value, least, met: value !== null && value >= least });

export function corpusAims({ classes, search, told_apart: toldApart }, measured) {
  return [
    ...measured.flatMap((name) => [
      aim(`${name}: place recall`, classes[name].recall.recall, aims.place),
      aim(`${name}: place precision`, classes[name].precision.precision, aims.place),
    ]),
    aim('search or not: F1', search.f1, aims.search),
    aim('classes told apart', toldApart, aims.told_apart),
  ];
}

export function questionAims({ accuracy, slots }) {
  return [aim('intent accuracy', accuracy, aims.intents), aim('slots: F1', slots.f1, aims.slots)];
}
