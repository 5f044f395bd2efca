/**
 * English: the language that the others are measured by. Sections are rooms.
 *
 * `{{name}}` is a value, `**…**` is bold; `_one` and `_other` are plurals of the key before them, chosen by `count`.
 */
export const en = {
  button: {
    skip: 'Skip',
    done: 'Done',
    back: 'Back',
    change: 'Change',
    cancel: 'Cancel',
    more: 'More choices',
    earlier: 'Earlier choices',
  },

  menu: {
    welcome: 'Hello! This is **{{place}}**. What would you like to do?',
    report: 'Report a problem',
    ask: 'Ask a question',
    goOn: 'Go on where I was',
    which: 'Is it a problem or a question?',
    help: 'With this chat you reach the people at **{{place}}**.\n\n/report – report a problem\n/ask – ask a question\n/cancel – stop what you have begun\n\nIn an emergency, call **{{number}}**.',
    cancelled: 'Cancelled. Nothing was sent.',
    nothingToCancel: 'There is nothing to cancel.',
    unreadable: 'I can read words, pins and photos, but not that.',
    oldButton: 'That button belongs to something that is over.',
    lost: 'We have changed something on our side, and what you had begun could not be kept. Please start again.',
  },

  talk: {
    inPrivate:
      'Let us go on in private: I have written to you. If nothing came, allow direct messages in the privacy settings of this server and try again.',
    movedOn: 'That button was for an earlier question. This is where we are:',
    underWay: 'You have already begun. This is where we are (Cancel stops it):',
    unreadable: 'I can read words, pins and photos, but not that.',
    notSkippable: 'This one cannot be skipped.',
    photosNotHere: 'Photos have no place here, so I left them out.',
    placeNotHere: 'A pin has no place here, so I left it out.',
    placeKept: 'I have kept the place.',
    changed: 'We have changed our questions in the meantime. What you gave is kept, as far as it still fits.',
    notSentYet: 'You began something some time ago, and it has not been sent yet. Would you like to go on with it?',
    goOn: 'Go on',
    startAgain: 'Leave it',
    takenUp: 'Good, let us go on.',
    twoWays: 'Please tap one of the buttons.',
  },

  emergency: {
    call: 'If someone is in danger, call **{{number}}** now. Messages here are not read at once.',
    goOn: 'Report it all the same',
  },

  report: {
    what: {
      label: 'What',
      ask: 'What is the problem? Describe it in a few words.',
      hint: 'Please write what is wrong, in words.',
      example: 'For example: “The street light outside 12 Elm Street has been out since Monday.”',
    },
    category: {
      label: 'Category',
      ask: 'What is it about? Tap what fits best.',
      hint: 'Please tap one of these, or type its name.',
      example: 'For example, type: {{label}}',
    },
    where: {
      label: 'Where',
      ask: 'Where is it? Send a pin, or type the street and number.',
      hint: 'Please send a pin, or type where it is.',
      example: 'For example: “12 Elm Street”, coordinates such as 51.5012, -0.1419, or a link from a map app.',
    },
    area: {
      label: 'Area',
      ask: 'Which part of town is it in? Tap it, or Skip if you are not sure.',
      hint: 'Please tap one of these, or type its name.',
      example: 'For example, type: {{label}}',
    },
    photos: {
      label: 'Photos',
      ask: 'Would you like to add photos? You can send up to {{most}}.',
      askRequired: 'Please send a photo of it. You can send up to {{most}}.',
      hint: 'Please send a photo here, or tap one of the buttons.',
      example: 'To add a photo, use the camera or the paper clip beside the text field.',
    },
    check: {
      heading: 'Is this right?',
      send: 'Send report',
      hint: 'Nothing has been sent yet. Please tap one of the buttons.',
      example: 'To send it, tap the first button or type: {{label}}',
    },
  },

  ask: {
    what: {
      label: 'Question',
      ask: 'What would you like to know?',
      hint: 'Please write your question, in words.',
      example: 'For example: “When is the library open on Sundays?”',
    },
    topic: {
      label: 'Topic',
      ask: 'What is it about? We use this to find the right people.',
      hint: 'Please tap one of these, or type its name.',
      example: 'For example, type: {{label}}',
      notSure: 'Not sure',
    },
    check: {
      heading: 'Is this right?',
      send: 'Send question',
      hint: 'Nothing has been sent yet. Please tap one of the buttons.',
      example: 'To send it, tap the first button or type: {{label}}',
    },
  },

  words: {
    tooShort: 'That is a little short. Please write at least {{least}} characters.',
    tooLong: 'That is too long: {{length}} characters. Please keep it under {{most}}.',
  },

  own: {
    hintText: 'Please answer in words.',
    exampleText: 'A few words are enough.',
    hintNumber: 'Please send a number.',
    exampleNumber: 'For example: 3',
    hintChoice: 'Please tap one of these, or type its name.',
    exampleChoice: 'For example, type: {{label}}',
    hintChoices: 'Please tap all that fit, then tap Done.',
    exampleChoices: 'For example, type: {{label}}. When you have chosen all, type: {{done}}',
    chosen: 'Chosen: {{names}}',
    hintDate: 'Please send a date.',
    exampleDate: 'For example: {{date}}',
    today: 'Today',
    yesterday: 'Yesterday',
  },

  where: {
    outside: 'That place seems to lie outside **{{place}}**. You can use it all the same, or give another.',
    useIt: 'Use it all the same',
    which: 'Which of these do you mean?',
    none: 'None of these',
    usePhoto: 'Use the place of the photo',
    same: 'Same place as last time',
    unsure: 'I don’t know exactly',
    landmark: 'That is fine. What is close by? A shop, a bus stop or a crossing will do.',
    near: 'near {{place}}',
    found: 'I found **{{place}}**.',
    notFound: 'I could not find that on the map, so I keep it in your words.',
    linkUnread: 'I could not see where that link leads, so I pass it on as it is.',
  },

  photos: {
    kept_one: '{{count}} photo is kept. Send another, or tap Done.',
    kept_other: '{{count}} photos are kept. Send more, or tap Done.',
    full_one: '{{count}} photo is kept; there is no room for more.',
    full_other: '{{count}} photos are kept; there is no room for more.',
    early_one: 'I have kept your photo.',
    early_other: 'I have kept your {{count}} photos.',
    tooMany: 'Only {{most}} photos fit; I left out the rest.',
    removeAll: 'Remove the photos',
    notTaken: 'For {{category}} we take no photos, so yours are left out.',
    several: '{{note}} ({{times}} files)',
    tooLarge: 'A photo was too large, so I left it out.',
    notAPicture: 'A file is no photo that I can read (JPEG, PNG, WebP or HEIC), so I left it out.',
    cannotClean: 'A photo is damaged, or could not be freed of its hidden data, so I left it out.',
    cannotFetch: 'A photo did not reach me. Please send it again.',
  },

  check: {
    fact: '**{{label}}:** {{value}}',
    change: 'What would you like to change?',
    none: 'none',
    skipped: '–',
    photos_one: '{{count}} photo',
    photos_other: '{{count}} photos',
  },

  case: {
    passedOn: 'Passed on to {{reference}}.',
    which: 'Which one is this about?',
    somethingNew: 'It’s something new',
    pin: 'Pin: {{place}}',
  },

  commands: {
    start: 'See what you can do here',
    report: 'Report a problem',
    ask: 'Ask a question',
    help: 'How this works',
    cancel: 'Stop what you have begun',
  },

  opened: {
    report:
      'Thank you, it is sent. Your reference is **{{reference}}**. **{{department}}** has it, and you will hear from them by {{day}}.',
    question:
      'Thank you, your question is sent. Your reference is **{{reference}}**. **{{department}}** has it, and you will hear from them by {{day}}.',
  },

  reply: {
    fromPerson: '**{{author}}, {{department}}** · {{reference}}',
    fromTeam: '**{{department}}** · {{reference}}',
  },

  trouble: {
    failed: 'Sorry, something went wrong on our side, and we could not take your last message. Please send it again.',
  },

  desk: {
    question: 'Question',
    from: 'From',
    fromValue: '{{name}}, on {{network}}, in {{language}}',
    where: 'Where',
    map: 'Map',
    area: 'Area',
    department: 'Department',
    firstReply: 'First reply due',
    settled: 'To be settled by',
    hintReply: 'What you write in this thread goes to {{name}}. Begin with “note:” or “//” to keep it among staff.',
    hintNote: 'What you write in this thread stays among staff. Begin with “reply:” to send it to {{name}}.',
    resident: '{{name}} (resident)',
    photoLeftOut_one: '{{name}} sent a file that could not be taken.',
    photoLeftOut_other: '{{name}} sent {{count}} files that could not be taken.',
    pin: 'Pin: {{place}}',
    asked: 'It is not clear whether this is for {{name}} or a note among staff. Nothing was sent yet.',
    send: 'Send to {{name}}',
    keep: 'Keep as a note',
    settledAlready: 'That was settled already.',
    colleague: 'a colleague',
    nothingToSend: 'There was nothing in it that could be sent: write some words or add a file.',
    notDelivered: 'Not delivered to {{name}}: {{why}}',
    retry: 'Retry',
    retried: 'It is on its way already.',
    whyBlocked: 'they have blocked the bot or closed their private messages.',
    whyRefused: '{{network}} did not take the message.',
    filesLeftOut: 'Left out of the message to {{name}}: {{files}}',
    fileTooLarge: '{{name}} (larger than we or their network take)',
    fileRefused: '{{name}} (a kind of file that we do not pass on)',
    fileNotFetched: '{{name}} (could not be fetched from Slack)',
    tooLargeForNetwork: 'A file was larger than {{network}} takes and did not reach {{name}}. The words did.',
    left: '{{name}} cannot be reached on {{network}} any more: they blocked the bot or closed their private messages.',
    returned: '{{name}} can be reached on {{network}} again.',
    failed: 'Something went wrong on our side, and this was not sent. Please write it again.',
    notYou: {
      guest: 'Guests of the workspace cannot write to residents. This was not sent.',
      stranger: 'Only members of this workspace can write to residents. This was not sent.',
      outsider: 'Only members of this channel can write to its residents. This was not sent: join the channel first.',
      bot: 'Apps cannot write to residents. This was not sent.',
      deactivated: 'This account is deactivated. This was not sent.',
    },
  },
} as const
