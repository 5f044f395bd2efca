/** French. No-break spaces stand before `? ! :` and inside « ». */
import type { en } from './en.ts'
import type { Translated } from './text-key.ts'

export const fr: Translated<typeof en> = {
  button: {
    skip: 'Passer',
    done: 'Terminé',
    back: 'Retour',
    change: 'Modifier',
    cancel: 'Annuler',
    more: 'Autres choix',
    earlier: 'Choix précédents',
  },

  menu: {
    welcome: 'Bonjour\u202f! Ici **{{place}}**. Que souhaitez-vous faire\u202f?',
    choose: 'Que souhaitez-vous faire\u202f?',
    report: 'Signaler un problème',
    ask: 'Poser une question',
    language: 'Langue · Language',
    goOn: 'Reprendre où j’en étais',
    which: 'Est-ce un problème ou une question\u202f?',
    help: 'Par ce chat, vous joignez les équipes de **{{place}}**.\n\n{{commands}}\n\nEn cas d’urgence, appelez le **{{number}}**.',
    command: '{{name}} – {{what}}',
    cancelled: 'Annulé. Rien n’a été envoyé.',
    nothingToCancel: 'Il n’y a rien à annuler.',
    unreadable: 'Je peux lire les mots, les positions et les photos, mais pas cela.',
    oldButton: 'Ce bouton appartient à un échange terminé.',
    lost: 'Nous avons changé quelque chose de notre côté, et ce que vous aviez commencé n’a pas pu être gardé. Merci de recommencer.',
  },

  notice: {
    short:
      'Bonjour\u202f! Ici, vous pouvez signaler des problèmes à **{{place}}** et poser des questions. Ce que vous envoyez est lu par les personnes qui y travaillent.\n\nNous gardons ce que vous envoyez, votre prénom et le moyen de vous joindre ici, seulement pour traiter votre demande et vous répondre. Merci de ne pas écrire ce que personne n’a besoin de savoir, sur vous ou sur d’autres.',
    more: 'Plus sur vos données',
    long: '**Ce que nous gardons**\u00a0: ce que vous écrivez et envoyez ici, lieux et photos compris, votre prénom et votre compte {{network}}, pour pouvoir vous répondre. Nous retirons les données cachées des photos avant de les garder.\n\n**Qui le lit**\u00a0: les personnes qui travaillent pour **{{place}}** et traitent votre demande. Elles voient votre prénom, pas votre compte. Si les voisins pourront lire une partie d’un signalement, nous vous le disons avant l’envoi. {{network}} transporte les messages, selon ses propres règles.\n\n**Pour quoi faire**\u00a0: seulement pour traiter votre demande et vous répondre. Nous ne vendons pas ces données et ne nous en servons pas pour la publicité.\n\n**Vos droits**\u00a0: vous pouvez demander ce que nous gardons sur vous, et le faire corriger ou effacer. Écrivez-nous avec /ask.',
  },

  language: {
    ask: 'En quelle langue parlons-nous\u202f?',
    chosen: 'Bien, nous parlons {{language}}.',
    only: 'Ici, nous ne parlons que {{language}}.',
  },

  talk: {
    inPrivate:
      'Continuons en privé\u00a0: je vous ai écrit. Si rien n’est arrivé, autorisez les messages privés dans les paramètres de confidentialité de ce serveur et réessayez.',
    movedOn: 'Ce bouton était pour une question précédente. Voici où nous en sommes\u00a0:',
    underWay: 'Vous avez déjà commencé. Voici où nous en sommes (Annuler arrête tout)\u00a0:',
    unreadable: 'Je peux lire les mots, les positions et les photos, mais pas cela.',
    notSkippable: 'Cette question ne peut pas être passée.',
    photosNotHere: 'Il ne faut pas de photos ici\u202f; je ne les ai donc pas gardées.',
    placeNotHere: 'Il ne faut pas de position ici\u202f; je ne l’ai donc pas gardée.',
    placeKept: 'J’ai gardé le lieu.',
    changed: 'Entre-temps, nous avons changé nos questions. Ce que vous avez donné est gardé, si cela convient encore.',
    notSentYet:
      'Vous avez commencé quelque chose il y a un moment, et ce n’est pas encore envoyé. Voulez-vous continuer\u202f?',
    goOn: 'Continuer',
    startAgain: 'Laisser tomber',
    takenUp: 'Bien, continuons.',
    twoWays: 'Merci de toucher l’un des boutons.',
  },

  emergency: {
    call: 'Si quelqu’un est en danger, appelez le **{{number}}** maintenant. Ici, les messages ne sont pas lus tout de suite.',
    goOn: 'Signaler quand même',
  },

  report: {
    what: {
      label: 'Quoi',
      ask: 'Quel est le problème\u202f? Décrivez-le en quelques mots.',
      hint: 'Merci d’écrire, avec des mots, ce qui ne va pas.',
      example: 'Par exemple\u00a0: «\u00a0Le lampadaire devant le 12, rue des Ormes est éteint depuis lundi.\u00a0»',
    },
    category: {
      label: 'Catégorie',
      ask: 'De quoi s’agit-il\u202f? Touchez ce qui convient le mieux.',
      hint: 'Merci de toucher l’un de ces choix, ou d’écrire son nom.',
      example: 'Par exemple, écrivez\u00a0: {{label}}',
    },
    asset: {
      label: 'Numéro inscrit',
      ask: 'Quel numéro est inscrit dessus\u202f? Merci de l’écrire.',
      hint: 'Merci d’écrire le numéro, ou de toucher Passer.',
      example: 'Par exemple\u00a0: A17',
    },
    where: {
      label: 'Où',
      ask: 'Où est-ce\u202f? Envoyez une position, ou écrivez la rue et le numéro.',
      askTyped: 'Où est-ce\u202f? Écrivez la rue et le numéro, ou collez un lien d’une application de cartes.',
      hint: 'Merci d’envoyer une position, ou d’écrire où c’est.',
      hintTyped: 'Merci d’écrire où c’est, ou de coller un lien d’une application de cartes.',
      example:
        'Par exemple\u00a0: «\u00a012, rue des Ormes\u00a0», des coordonnées comme 51.5012, -0.1419, ou un lien d’une application de cartes.',
    },
    area: {
      label: 'Quartier',
      ask: 'Dans quel quartier est-ce\u202f? Touchez-le, ou passez la question si vous ne savez pas.',
      hint: 'Touchez une de ces réponses, ou écrivez son nom.',
      example: 'Par exemple, écrivez\u00a0: {{label}}',
    },
    photos: {
      label: 'Photos',
      ask: 'Voulez-vous ajouter des photos\u202f? Vous pouvez en envoyer {{most}} au plus.',
      askRequired: 'Merci d’envoyer une photo. Vous pouvez en envoyer {{most}} au plus.',
      hint: 'Merci d’envoyer une photo ici, ou de toucher l’un des boutons.',
      example: 'Pour ajouter une photo, utilisez l’appareil photo ou le trombone à côté du champ de texte.',
    },
    remark: {
      label: 'Pour les agents seulement',
      offer: 'Ajouter un mot pour les agents seulement',
      ask: 'Que doivent savoir les agents seulement\u00a0? Les voisins ne le verront pas.',
      hint: 'Écrivez-le avec des mots, s’il vous plaît, ou appuyez sur Passer.',
      example: 'Par exemple\u00a0: «\u00a0Ma mère habite là et se déplace en fauteuil roulant.\u00a0»',
    },
    check: {
      heading: 'Est-ce bien cela\u202f?',
      public:
        'Les voisins pourront lire la description et voir le lieu et les photos. Tout le reste, seuls les agents le voient.',
      private: 'Seuls les agents voient ceci.',
      send: 'Envoyer le signalement',
      hint: 'Rien n’est encore envoyé. Merci de toucher l’un des boutons.',
      example: 'Pour l’envoyer, touchez le premier bouton ou écrivez\u00a0: {{label}}',
    },
  },

  ask: {
    what: {
      label: 'Question',
      ask: 'Que souhaitez-vous savoir\u202f?',
      hint: 'Merci d’écrire votre question, avec des mots.',
      example: 'Par exemple\u00a0: «\u00a0Quand la bibliothèque ouvre-t-elle le dimanche\u202f?\u00a0»',
    },
    topic: {
      label: 'Sujet',
      ask: 'De quoi s’agit-il\u202f? Cela nous aide à trouver les bonnes personnes.',
      hint: 'Merci de toucher l’un de ces choix, ou d’écrire son nom.',
      example: 'Par exemple, écrivez\u00a0: {{label}}',
      notSure: 'Je ne sais pas',
    },
    check: {
      heading: 'Est-ce bien cela\u202f?',
      send: 'Envoyer la question',
      hint: 'Rien n’est encore envoyé. Merci de toucher l’un des boutons.',
      example: 'Pour l’envoyer, touchez le premier bouton ou écrivez\u00a0: {{label}}',
    },
  },

  words: {
    tooShort: 'C’est un peu court. Merci d’écrire au moins {{least}} caractères.',
    tooLong: 'C’est trop long\u00a0: {{length}} caractères. Merci de ne pas dépasser {{most}}.',
  },

  own: {
    hintText: 'Merci de répondre avec des mots.',
    exampleText: 'Quelques mots suffisent.',
    hintNumber: 'Merci d’envoyer un nombre.',
    exampleNumber: 'Par exemple\u00a0: 3',
    hintChoice: 'Merci de toucher l’un de ces choix, ou d’écrire son nom.',
    exampleChoice: 'Par exemple, écrivez\u00a0: {{label}}',
    hintChoices: 'Merci de toucher tout ce qui convient, puis Terminé.',
    exampleChoices: 'Par exemple, écrivez\u00a0: {{label}}. Quand vous avez tout choisi, écrivez\u00a0: {{done}}',
    chosen: 'Choisi\u00a0: {{names}}',
    hintDate: 'Merci d’envoyer une date.',
    exampleDate: 'Par exemple\u00a0: {{date}}',
    today: 'Aujourd’hui',
    yesterday: 'Hier',
  },

  where: {
    outside: 'Ce lieu semble être hors de **{{place}}**. Vous pouvez l’utiliser quand même, ou en donner un autre.',
    useIt: 'L’utiliser quand même',
    which: 'Lequel de ces lieux voulez-vous dire\u202f?',
    none: 'Aucun de ceux-ci',
    usePhoto: 'Utiliser le lieu de la photo',
    same: 'Le même lieu que la dernière fois',
    unsure: 'Je ne sais pas exactement',
    landmark: 'Ce n’est pas grave. Qu’y a-t-il à côté\u202f? Un magasin, un arrêt de bus ou un carrefour suffit.',
    near: 'près de\u00a0: {{place}}',
    found: 'J’ai trouvé **{{place}}**.',
    notFound: 'Je ne l’ai pas trouvé sur la carte\u202f; je le garde dans vos mots.',
    linkUnread: 'Je n’ai pas pu voir où mène ce lien\u202f; je le transmets tel quel.',
  },

  photos: {
    kept_one: '{{count}} photo est gardée. Envoyez-en une autre, ou touchez Terminé.',
    kept_other: '{{count}} photos sont gardées. Envoyez-en d’autres, ou touchez Terminé.',
    full_one: '{{count}} photo est gardée\u202f; il n’y a plus de place.',
    full_other: '{{count}} photos sont gardées\u202f; il n’y a plus de place.',
    early_one: 'J’ai gardé votre photo.',
    early_other: 'J’ai gardé vos {{count}} photos.',
    tooMany: 'Il n’y a de place que pour {{most}} photos\u202f; je n’ai pas gardé les autres.',
    removeAll: 'Retirer les photos',
    notTaken:
      'Pour «\u00a0{{category}}\u00a0», nous ne prenons pas de photos\u202f; les vôtres ne sont donc pas gardées.',
    several: '{{note}} ({{times}} fichiers)',
    tooLarge: 'Une photo était trop grande\u202f; je ne l’ai pas gardée.',
    notAPicture:
      'Un fichier n’est pas une photo que je peux lire (JPEG, PNG, WebP ou HEIC)\u202f; je ne l’ai pas gardé.',
    cannotClean:
      'Une photo est abîmée, ou ses données cachées n’ont pas pu être retirées\u202f; je ne l’ai pas gardée.',
    cannotFetch: 'Une photo ne m’est pas parvenue. Merci de l’envoyer à nouveau.',
  },

  check: {
    fact: '**{{label}}\u00a0:** {{value}}',
    change: 'Que voulez-vous modifier\u202f?',
    none: 'aucune',
    skipped: '–',
    photos_one: '{{count}} photo',
    photos_other: '{{count}} photos',
  },

  case: {
    passedOn: 'Ajouté à {{reference}}.',
    which: 'De quoi parlez-vous\u202f?',
    somethingNew: 'C’est autre chose',
    pin: 'Position\u00a0: {{place}}',
  },

  commands: {
    start: 'Voir ce que vous pouvez faire ici',
    report: 'Signaler un problème',
    ask: 'Poser une question',
    language: 'Choisir la langue',
    privacy: 'Ce que nous gardons sur vous',
    help: 'Comment ça marche',
    cancel: 'Arrêter ce que vous avez commencé',
  },

  opened: {
    report:
      'Merci, c’est envoyé. Votre référence est **{{reference}}**. C’est entre les mains de **{{department}}**, et vous aurez une réponse au plus tard le {{day}}.',
    question:
      'Merci, votre question est envoyée. Votre référence est **{{reference}}**. Elle est entre les mains de **{{department}}**, et vous aurez une réponse au plus tard le {{day}}.',
  },

  template: {
    question: 'votre question',
  },

  reply: {
    fromPerson: '**{{author}}, {{department}}** · {{reference}}',
    fromTeam: '**{{department}}** · {{reference}}',
  },

  news: {
    transferred: '**{{reference}}**\u00a0: {{department}} s’en charge maintenant.',
    transferredDue:
      '**{{reference}}**\u00a0: {{department}} s’en charge maintenant et vous répondra au plus tard le {{day}}.',
    acknowledged: '**{{reference}}**\u00a0: {{department}} l’a vu et l’examine.',
    inProgress: '**{{reference}}**\u00a0: {{department}} s’en occupe.',
    planned: '**{{reference}}**\u00a0: {{department}} l’a prévu pour le **{{day}}**.',
    fixed: '**{{reference}}** est réparé. Merci de nous avoir prévenus.',
    answered: '**{{reference}}**\u00a0: votre question a sa réponse. Merci de l’avoir posée.',
    withdrawn: '**{{reference}}** est retiré, comme vous le souhaitiez.',
    reopened: '**{{reference}}** est de nouveau ouvert. {{department}} s’en charge.',
    closed: {
      notOurs: '**{{reference}}** est clos\u00a0: cela ne relève pas de nous.',
      duplicate:
        '**{{reference}}** est clos\u00a0: quelqu’un nous l’avait déjà signalé, et nous continuons avec ce signalement.',
      noFurtherAction: '**{{reference}}** est clos\u00a0: nous ne ferons rien de plus.',
      couldNotFind: '**{{reference}}** est clos\u00a0: nous avons cherché et n’avons rien trouvé.',
    },
  },

  trouble: {
    failed:
      'Désolé, quelque chose n’a pas marché de notre côté, et nous n’avons pas pu prendre votre dernier message. Merci de l’envoyer à nouveau.',
  },

  desk: {
    question: 'Question',
    from: 'De',
    fromValue: '{{name}}, sur {{network}}, en {{language}}',
    pseudonym: 'Habitant {{animal}} {{number}}',
    animals:
      'Loutre, Héron, Blaireau, Rouge-gorge, Lièvre, Hibou, Castor, Martinet, Renard, Merle, Phoque, Pinson, Hérisson, Alouette, Écureuil, Martin-pêcheur, Hermine, Pluvier, Martre, Grive, Dauphin, Étourneau, Loir, Macareux',
    reach: 'Contact',
    unreachable: 'injoignable sur {{network}} pour le moment',
    earlier: 'Dossiers précédents',
    follows: 'Reprend',
    remark: 'Pour les agents seulement',
    where: 'Où',
    area: 'Quartier',
    asset: 'Équipement',
    source: 'Venu par le lien',
    department: 'Service',
    firstReply: 'Première réponse avant le',
    settled: 'À régler avant le',
    hintReply:
      'Ce que vous écrivez dans ce fil part à {{name}}. Commencez par «\u00a0note:\u00a0» ou «\u00a0//\u00a0» pour que cela reste entre agents.',
    hintNote:
      'Ce que vous écrivez dans ce fil reste entre agents. Commencez par «\u00a0reply:\u00a0» pour l’envoyer à {{name}}.',
    status: 'État',
    assignee: 'Suivi par',
    nobody: 'personne pour l’instant',
    hintSettled: 'Ce dossier est réglé.',
    claim: 'Je m’en charge',
    unassign: 'Libérer',
    assign: 'Attribuer…',
    setStatus: 'État…',
    statuses: {
      new: 'Nouveau',
      acknowledged: 'Vu',
      inProgress: 'En cours',
      planned: 'Prévu',
      fixed: 'Réparé',
      answered: 'Répondu',
      withdrawn: 'Retiré',
      reopened: 'Rouvert',
    },
    closed: {
      notOurs: 'Clos\u00a0: pas de notre ressort',
      duplicate: 'Clos\u00a0: doublon',
      noFurtherAction: 'Clos\u00a0: sans suite',
      couldNotFind: 'Clos\u00a0: introuvable',
    },
    statusSet: '**{{author}}** l’a mis à **{{status}}**. On dit à {{name}}\u00a0:',
    newsNotDelivered: '{{name}} n’a pas appris ce qu’il en est\u00a0: {{why}}',
    triedAgain: 'Ceci n’a d’abord pas été remis à {{name}}. Un nouvel essai a été fait.',
    taken: '{{name}} s’en charge déjà.',
    takenByYou: 'Vous vous en chargez déjà.',
    notTheirs: 'Cela a changé entre-temps\u00a0: voyez la carte.',
    assignedYou: '{{author}} vous a confié {{reference}}.',
    mayNot:
      'Seuls les membres de cet espace de travail qui sont dans ce canal peuvent faire cela. Rien n’a été changé.',
    tooLate: 'L’ouverture a pris trop de temps. Merci d’appuyer encore une fois sur le bouton.',
    answer: 'Répondre…',
    answers: '**{{author}}** répond à {{name}} ({{kind}}) :',
    noCaseHere: 'Ce message ne fait partie d’aucun dossier.',
    answerFiles: 'Les fichiers joints :',
    kinds: {
      thanks: 'Merci',
      tellUsMore: 'Dites-nous-en plus',
      getInvolved: 'Participez',
      haveALook: 'Jetez un œil à',
      sorryWeMeant: 'Pardon, nous voulions dire',
      whatWouldThatMeanFor: 'Qu’est-ce que cela changerait pour…',
      clarification: 'Précision',
    },
    guidance: {
      thanks: 'Dites ce que son message a déclenché, et quand cela se verra.',
      tellUsMore: 'Demandez une seule chose à la fois, et dites à quoi elle servira.',
      getInvolved: 'Nommez une chose à faire, avec un jour, un lieu ou une personne.',
      haveALook: 'Montrez ce qui existe déjà : une page, un plan, un lieu à visiter.',
      sorryWeMeant: 'Assumez le malentendu, puis redites-le avec des mots simples.',
      whatWouldThatMeanFor: 'Posez-le en question : qui d’autre serait touché, et comment ?',
      clarification: 'Rectifiez avec tact, et dites où cela peut être vérifié.',
    },
    answerForm: {
      title: 'Réponse à {{reference}}',
      send: 'Envoyer',
      kind: 'Type de réponse',
      template: 'Modèle',
      templateHint: 'Il remplace le texte ci-dessous ; modifiez-le à votre guise.',
      otherLanguage: '{{name}} lit en {{reads}}, et ce modèle n’existe qu’en {{language}}.',
      words: 'Texte pour {{name}}',
      reads: '{{name}} lit en {{language}}, sur {{network}}.',
      files: 'Fichiers',
      preview: 'Montrer ce que verra {{name}}',
      save: 'Enregistrer comme modèle…',
      change: 'Modifier ce modèle…',
    },
    preview: {
      part: '**Message {{number}} sur {{all}}** · {{units}} caractères sur {{most}}',
      away: 'Ce réseau est désactivé en ce moment : impossible de montrer le résultat.',
    },
    statusForm: {
      title: 'État de {{reference}}',
      save: 'Enregistrer',
      choice: 'Qu’en est-il\u00a0?',
      day: 'Jour',
      dayHint: 'Nécessaire pour «\u00a0Prévu\u00a0».',
      words: 'Mots pour {{name}}',
      wordsHint:
        'Ils se placent sous notre phrase. Nécessaires si cela ne relève pas de nous (dites de qui) et s’il n’y aura pas de suite (dites pourquoi).',
    },
    assignForm: {
      title: 'Attribuer {{reference}}',
      save: 'Attribuer',
      person: 'Qui s’en charge\u00a0?',
    },
    wrong: {
      noKind: 'Veuillez choisir le type de réponse.',
      nothingWritten: 'Veuillez écrire quelques mots ou ajouter un fichier.',
      notNow:
        'Ce n’est plus possible\u00a0: c’est maintenant «\u00a0{{status}}\u00a0». Annulez et rouvrez ce formulaire.',
      noDate: 'Merci de choisir le jour.',
      pastDate: 'Ce jour est passé. Merci d’en choisir un à venir.',
      noWords: 'Merci de le dire avec vos mots\u00a0: {{name}} doit savoir pourquoi.',
      longWords: 'Merci de ne pas dépasser {{most}} caractères.',
      notMember: 'Seuls les membres de ce canal peuvent s’en charger.',
    },
    resident: '{{name}} (habitant)',
    asked: 'Il n’est pas clair si ceci est pour {{name}} ou une note entre agents. Rien n’est encore envoyé.',
    send: 'Envoyer à {{name}}',
    keep: 'Garder comme note',
    settledAlready: 'C’était déjà réglé.',
    colleague: 'un collègue',
    nothingToSend: 'Il n’y avait rien à envoyer\u00a0: écrivez quelques mots ou ajoutez un fichier.',
    notDelivered: 'Non remis à {{name}}\u00a0: {{why}}',
    retry: 'Réessayer',
    retried: 'C’est déjà en route.',
    whyBlocked: 'le bot est bloqué ou les messages privés sont fermés.',
    whyRefused: '{{network}} n’a pas pris le message.',
    filesLeftOut: 'Non joint au message à {{name}}\u00a0: {{files}}',
    fileTooLarge: '{{name}} (plus grand que ce que nous ou son réseau prenons)',
    fileRefused: '{{name}} (un type de fichier que nous ne transmettons pas)',
    fileNotFetched: '{{name}} (n’a pas pu être récupéré depuis Slack)',
    tooLargeForNetwork:
      'Un fichier était plus grand que ce que {{network}} accepte et n’a pas atteint {{name}}. Les mots, si.',
    left: '{{name}} n’est plus joignable sur {{network}}\u00a0: le bot est bloqué ou les messages privés sont fermés.',
    returned: '{{name}} est de nouveau joignable sur {{network}}.',
    failed: 'Quelque chose n’a pas marché de notre côté, et ceci n’a pas été envoyé. Merci de l’écrire à nouveau.',
    placeWrong:
      'Le fichier de lieu de {{place}} contient une erreur : rien n’en a été repris. Le précédent reste en vigueur jusqu’à ce que ce soit corrigé :',
    placeRight: 'Le fichier de lieu de {{place}} est de nouveau correct et en vigueur.',
    move: {
      transfer: 'Transférer…',
      wrongCategory: 'Mauvaise catégorie…',
      title: 'Transférer {{reference}}',
      save: 'Transférer',
      to: 'Quel service s’en charge ?',
      reason: 'Pourquoi ?',
      reasonHint: 'Pour les collègues. Les habitants apprennent seulement qui s’en charge.',
      away: '**{{author}}** a confié ceci à **{{to}}**.',
      here: '**{{author}}** a transféré ceci depuis **{{from}}**.',
      earlierThread: 'Le fil précédent',
      threadNow: 'Le fil actuel',
      goesOn: 'Suite assurée par',
      hintLeft:
        'Ce que vous écrivez dans ce fil compte comme avant : cela peut parvenir à {{name}}, et l’autre fil le montre.',
      left: '{{department}} s’occupe maintenant de ce dossier. Écrire ici fonctionne toujours, et le fil là-bas le montre.',
      elsewhere: '{{author}}, dans un fil précédent',
      sameDepartment: 'Ce service s’en charge déjà.',
      noDepartment: 'Ce service n’existe plus. Veuillez en choisir un autre.',
      moved: 'Entre-temps, un autre service s’en charge. Annulez et regardez la carte.',
      noReason: 'Veuillez dire pourquoi.',
      categoryTitle: 'Catégorie de {{reference}}',
      categorySave: 'Enregistrer',
      category: 'De quoi s’agit-il ?',
      follows: 'Service',
      followsHint: 'Laissez vide : le service compétent à cet endroit le reçoit.',
      sameCategory: 'Il est déjà dans cette catégorie.',
      noCategory: 'Cette catégorie n’existe plus. Veuillez en choisir une autre.',
      recategorised: '**{{author}}** a changé la catégorie de **{{from}}** à **{{to}}**.',
      categorised: '**{{author}}** a choisi la catégorie **{{to}}**.',
      answersLeft: 'Réponses à des questions que cette catégorie ne pose pas :',
    },
    notYou: {
      guest: 'Les invités ne peuvent pas écrire aux habitants. Ceci n’a pas été envoyé.',
      stranger: 'Seuls les membres de cet espace de travail peuvent écrire aux habitants. Ceci n’a pas été envoyé.',
      outsider:
        'Seuls les membres de ce canal peuvent écrire à ses habitants. Ceci n’a pas été envoyé\u00a0: rejoignez d’abord le canal.',
      bot: 'Les applications ne peuvent pas écrire aux habitants. Ceci n’a pas été envoyé.',
      deactivated: 'Ce compte est désactivé. Ceci n’a pas été envoyé.',
    },
  },
}
