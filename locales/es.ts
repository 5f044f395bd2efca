/** Spanish. */
import type { en } from './en.ts'
import type { Translated } from './text-key.ts'

export const es: Translated<typeof en> = {
  button: {
    skip: 'Omitir',
    done: 'Listo',
    back: 'Atrás',
    change: 'Cambiar',
    cancel: 'Cancelar',
    more: 'Más opciones',
    earlier: 'Opciones anteriores',
  },

  menu: {
    welcome: '¡Hola! Esto es **{{place}}**. ¿Qué desea hacer?',
    choose: '¿Qué desea hacer?',
    report: 'Informar de un problema',
    ask: 'Hacer una pregunta',
    language: 'Idioma · Language',
    goOn: 'Seguir donde estaba',
    which: '¿Es un problema o una pregunta?',
    help: 'Por este chat se comunica con las personas de **{{place}}**.\n\n{{commands}}\n\nEn una emergencia, llame al **{{number}}**.',
    command: '{{name}} – {{what}}',
    cancelled: 'Cancelado. No se ha enviado nada.',
    nothingToCancel: 'No hay nada que cancelar.',
    unreadable: 'Puedo leer palabras, ubicaciones y fotos, pero eso no.',
    oldButton: 'Ese botón es de algo que ya terminó.',
    lost: 'Hemos cambiado algo por nuestra parte y no se pudo conservar lo que había empezado. Por favor, empiece de nuevo.',
  },

  notice: {
    short:
      '¡Hola! Aquí puede informar de problemas a **{{place}}** y hacer preguntas. Lo que envía lo leen las personas que trabajan allí.\n\nGuardamos lo que envía, su nombre y cómo responderle aquí, solo para atenderlo y contestarle. Por favor, no cuente lo que nadie necesita saber, ni de usted ni de otras personas.',
    more: 'Más sobre la privacidad',
    long: '**Qué guardamos**: lo que escribe y envía aquí, también lugares y fotos, su nombre y su cuenta de {{network}}, para poder responderle. Los datos ocultos de las fotos se quitan antes de guardarlas.\n\n**Quién lo lee**: las personas que trabajan en **{{place}}** y atienden su asunto. Ven su nombre, no su cuenta. Si los vecinos podrán leer una parte de un informe, se lo decimos antes de enviarlo. {{network}} transporta los mensajes, con sus propias normas.\n\n**Para qué**: solo para atender su asunto y responderle. No lo vendemos ni lo usamos para publicidad.\n\n**Sus derechos**: puede preguntar qué guardamos sobre usted y pedir que se corrija o se borre. Escríbanos con /ask.',
  },

  language: {
    ask: '¿En qué idioma hablamos?',
    chosen: 'Bien, hablamos {{language}}.',
    only: 'Aquí solo hablamos {{language}}.',
  },

  talk: {
    inPrivate:
      'Sigamos en privado: le he escrito un mensaje directo. Si no le ha llegado, permita los mensajes directos en los ajustes de privacidad de este servidor e inténtelo otra vez.',
    movedOn: 'Ese botón era de una pregunta anterior. Estamos aquí:',
    underWay: 'Ya ha empezado. Estamos aquí (Cancelar lo deja):',
    unreadable: 'Puedo leer palabras, ubicaciones y fotos, pero eso no.',
    notSkippable: 'Esta pregunta no se puede omitir.',
    photosNotHere: 'Aquí no se usan fotos, así que no las he guardado.',
    placeNotHere: 'Aquí no se usan ubicaciones, así que no la he guardado.',
    placeKept: 'He guardado el lugar.',
    changed: 'Mientras tanto hemos cambiado nuestras preguntas. Lo que ya nos dio se conserva, en lo que aún sirve.',
    notSentYet: 'Hace un tiempo empezó algo que todavía no se ha enviado. ¿Quiere seguir con ello?',
    goOn: 'Seguir',
    startAgain: 'Dejarlo',
    takenUp: 'Bien, sigamos.',
    twoWays: 'Por favor, toque uno de los botones.',
  },

  emergency: {
    call: 'Si alguien está en peligro, llame ahora al **{{number}}**. Aquí los mensajes no se leen al momento.',
    goOn: 'Informar de todos modos',
  },

  report: {
    what: {
      label: 'Qué',
      ask: '¿Cuál es el problema? Descríbalo en pocas palabras.',
      hint: 'Por favor, escriba con palabras qué ocurre.',
      example: 'Por ejemplo: «La farola de la calle Olmo 12 no funciona desde el lunes».',
    },
    category: {
      label: 'Categoría',
      ask: '¿De qué se trata? Toque lo que mejor encaje.',
      hint: 'Por favor, toque una de estas opciones o escriba su nombre.',
      example: 'Por ejemplo, escriba: {{label}}',
    },
    asset: {
      label: 'Número que lleva',
      ask: '¿Qué número lleva? Escríbalo, por favor.',
      hint: 'Por favor, escriba el número o toque Omitir.',
      example: 'Por ejemplo: A17',
    },
    where: {
      label: 'Dónde',
      ask: '¿Dónde es? Envíe una ubicación o escriba la calle y el número.',
      askTyped: '¿Dónde es? Escriba la calle y el número, o pegue un enlace de una aplicación de mapas.',
      hint: 'Por favor, envíe una ubicación o escriba dónde es.',
      hintTyped: 'Por favor, escriba dónde es o pegue un enlace de una aplicación de mapas.',
      example:
        'Por ejemplo: «Calle Olmo 12», coordenadas como 51.5012, -0.1419, o un enlace de una aplicación de mapas.',
    },
    area: {
      label: 'Zona',
      ask: '¿En qué zona está? Tóquela, u omita la pregunta si no lo sabe.',
      hint: 'Toque una de estas opciones o escriba su nombre.',
      example: 'Por ejemplo, escriba: {{label}}',
    },
    photos: {
      label: 'Fotos',
      ask: '¿Quiere añadir fotos? Puede enviar hasta {{most}}.',
      askRequired: 'Por favor, envíe una foto. Puede enviar hasta {{most}}.',
      hint: 'Por favor, envíe una foto o toque uno de los botones.',
      example: 'Para añadir una foto, use la cámara o el clip junto al campo de texto.',
    },
    remark: {
      label: 'Solo para el personal',
      offer: 'Añadir algo solo para el personal',
      ask: '¿Qué debe saber solo el personal? Los vecinos no lo verán.',
      hint: 'Escríbalo con palabras, por favor, o pulse Omitir.',
      example: 'Por ejemplo: «Mi madre vive allí y usa silla de ruedas».',
    },
    check: {
      heading: '¿Está bien así?',
      public:
        'Los vecinos podrán leer la descripción y ver el lugar y las fotos. Todo lo demás lo ve solo el personal.',
      private: 'Esto lo ve solo el personal.',
      send: 'Enviar informe',
      hint: 'Todavía no se ha enviado nada. Por favor, toque uno de los botones.',
      example: 'Para enviarlo, toque el primer botón o escriba: {{label}}',
    },
  },

  ask: {
    what: {
      label: 'Pregunta',
      ask: '¿Qué desea saber?',
      hint: 'Por favor, escriba su pregunta con palabras.',
      example: 'Por ejemplo: «¿Cuándo abre la biblioteca los domingos?»',
    },
    topic: {
      label: 'Tema',
      ask: '¿De qué se trata? Así encontramos a las personas adecuadas.',
      hint: 'Por favor, toque una de estas opciones o escriba su nombre.',
      example: 'Por ejemplo, escriba: {{label}}',
      notSure: 'No lo sé',
    },
    check: {
      heading: '¿Está bien así?',
      send: 'Enviar pregunta',
      hint: 'Todavía no se ha enviado nada. Por favor, toque uno de los botones.',
      example: 'Para enviarla, toque el primer botón o escriba: {{label}}',
    },
  },

  words: {
    tooShort: 'Es un poco corto. Por favor, escriba al menos {{least}} caracteres.',
    tooLong: 'Es demasiado largo: {{length}} caracteres. Por favor, no pase de {{most}}.',
  },

  own: {
    hintText: 'Por favor, responda con palabras.',
    exampleText: 'Bastan unas pocas palabras.',
    hintNumber: 'Por favor, envíe un número.',
    exampleNumber: 'Por ejemplo: 3',
    hintChoice: 'Por favor, toque una de estas opciones o escriba su nombre.',
    exampleChoice: 'Por ejemplo, escriba: {{label}}',
    hintChoices: 'Por favor, toque todo lo que corresponda y después toque Listo.',
    exampleChoices: 'Por ejemplo, escriba: {{label}}. Cuando haya elegido todo, escriba: {{done}}',
    chosen: 'Elegido: {{names}}',
    hintDate: 'Por favor, envíe una fecha.',
    exampleDate: 'Por ejemplo: {{date}}',
    today: 'Hoy',
    yesterday: 'Ayer',
  },

  where: {
    outside: 'Ese lugar parece estar fuera de **{{place}}**. Puede usarlo de todos modos o dar otro.',
    useIt: 'Usarlo de todos modos',
    which: '¿A cuál de estos lugares se refiere?',
    none: 'Ninguno de estos',
    usePhoto: 'Usar el lugar de la foto',
    same: 'El mismo lugar que la última vez',
    unsure: 'No lo sé con exactitud',
    landmark: 'No pasa nada. ¿Qué hay cerca? Basta con una tienda, una parada o un cruce.',
    near: 'cerca de: {{place}}',
    found: 'He encontrado **{{place}}**.',
    notFound: 'No lo he encontrado en el mapa; lo dejo con sus palabras.',
    linkUnread: 'No he podido ver adónde lleva ese enlace; lo paso tal como está.',
  },

  photos: {
    kept_one: 'Hay {{count}} foto guardada. Envíe otra o toque Listo.',
    kept_other: 'Hay {{count}} fotos guardadas. Envíe más o toque Listo.',
    full_one: 'Hay {{count}} foto guardada; no caben más.',
    full_other: 'Hay {{count}} fotos guardadas; no caben más.',
    early_one: 'He guardado su foto.',
    early_other: 'He guardado sus {{count}} fotos.',
    tooMany: 'Solo caben {{most}} fotos; he dejado fuera las demás.',
    removeAll: 'Quitar las fotos',
    notTaken: 'Para {{category}} no se usan fotos, así que las suyas quedan fuera.',
    several: '{{note}} ({{times}} archivos)',
    tooLarge: 'Una foto era demasiado grande y ha quedado fuera.',
    notAPicture: 'Un archivo no es una foto que pueda leer (JPEG, PNG, WebP o HEIC) y ha quedado fuera.',
    cannotClean: 'Una foto está dañada o no se le pudieron quitar los datos ocultos, y ha quedado fuera.',
    cannotFetch: 'Una foto no me ha llegado. Por favor, envíela otra vez.',
  },

  check: {
    fact: '**{{label}}:** {{value}}',
    change: '¿Qué quiere cambiar?',
    none: 'ninguna',
    skipped: '–',
    photos_one: '{{count}} foto',
    photos_other: '{{count}} fotos',
  },

  case: {
    passedOn: 'Añadido a {{reference}}.',
    which: '¿A cuál se refiere?',
    somethingNew: 'Es algo nuevo',
    pin: 'Ubicación: {{place}}',
  },

  commands: {
    start: 'Ver qué puede hacer aquí',
    report: 'Informar de un problema',
    ask: 'Hacer una pregunta',
    language: 'Elegir el idioma',
    privacy: 'Qué guardamos sobre usted',
    help: 'Cómo funciona',
    cancel: 'Dejar lo que ha empezado',
  },

  opened: {
    report:
      'Gracias, ya está enviado. Su referencia es **{{reference}}**. Lo tiene **{{department}}**, y tendrá noticias a más tardar el {{day}}.',
    question:
      'Gracias, su pregunta está enviada. Su referencia es **{{reference}}**. La tiene **{{department}}**, y tendrá noticias a más tardar el {{day}}.',
  },

  reply: {
    fromPerson: '**{{author}}, {{department}}** · {{reference}}',
    fromTeam: '**{{department}}** · {{reference}}',
  },

  news: {
    acknowledged: '**{{reference}}**: {{department}} lo ha visto y lo está estudiando.',
    inProgress: '**{{reference}}**: {{department}} está trabajando en ello.',
    planned: '**{{reference}}**: {{department}} lo tiene previsto para el **{{day}}**.',
    fixed: '**{{reference}}** está arreglado. Gracias por avisarnos.',
    answered: '**{{reference}}**: su pregunta está respondida. Gracias por preguntar.',
    withdrawn: '**{{reference}}** queda retirado, como usted deseaba.',
    reopened: '**{{reference}}** está abierto otra vez. Lo tiene {{department}}.',
    closed: {
      notOurs: '**{{reference}}** queda cerrado: no nos corresponde a nosotros.',
      duplicate: '**{{reference}}** queda cerrado: alguien nos avisó antes de lo mismo y seguimos con ese aviso.',
      noFurtherAction: '**{{reference}}** queda cerrado: no haremos nada más al respecto.',
      couldNotFind: '**{{reference}}** queda cerrado: lo buscamos y no pudimos encontrarlo.',
    },
  },

  trouble: {
    failed:
      'Lo sentimos: algo falló por nuestra parte y no pudimos recibir su último mensaje. Envíelo otra vez, por favor.',
  },

  desk: {
    question: 'Pregunta',
    from: 'De',
    fromValue: '{{name}}, por {{network}}, en {{language}}',
    pseudonym: 'Residente {{animal}} {{number}}',
    animals:
      'Nutria, Garza, Tejón, Petirrojo, Liebre, Búho, Castor, Vencejo, Zorro, Mirlo, Foca, Pinzón, Erizo, Alondra, Ardilla, Martín Pescador, Armiño, Chorlito, Marta, Zorzal, Delfín, Estornino, Lirón, Frailecillo',
    reach: 'Contacto',
    unreachable: 'no se le puede escribir en {{network}} por ahora',
    earlier: 'Casos anteriores',
    follows: 'Retoma',
    remark: 'Solo para el personal',
    where: 'Dónde',
    area: 'Zona',
    asset: 'Elemento',
    source: 'Llegó por el enlace',
    department: 'Departamento',
    firstReply: 'Primera respuesta antes del',
    settled: 'Resolver antes del',
    hintReply:
      'Lo que escriba en este hilo le llega a {{name}}. Empiece con “note:” o “//” para que quede entre el personal.',
    hintNote: 'Lo que escriba en este hilo queda entre el personal. Empiece con “reply:” para enviarlo a {{name}}.',
    status: 'Estado',
    assignee: 'Lo lleva',
    nobody: 'nadie todavía',
    hintSettled: 'Este caso está resuelto.',
    claim: 'Me encargo',
    unassign: 'Soltar',
    assign: 'Asignar…',
    setStatus: 'Estado…',
    statuses: {
      new: 'Nuevo',
      acknowledged: 'Visto',
      inProgress: 'En curso',
      planned: 'Previsto',
      fixed: 'Arreglado',
      answered: 'Respondido',
      withdrawn: 'Retirado',
      reopened: 'Reabierto',
    },
    closed: {
      notOurs: 'Cerrado: no es nuestro',
      duplicate: 'Cerrado: duplicado',
      noFurtherAction: 'Cerrado: sin más medidas',
      couldNotFind: 'Cerrado: no se encontró',
    },
    statusSet: '**{{author}}** lo ha puesto en **{{status}}**. A {{name}} se le dice:',
    newsNotDelivered: '{{name}} no recibió la noticia de lo que pasó: {{why}}',
    triedAgain: 'Esto no se entregó a {{name}} a la primera. Se ha intentado otra vez.',
    taken: 'Ya lo lleva {{name}}.',
    takenByYou: 'Ya lo lleva usted.',
    notTheirs: 'Eso ha cambiado entretanto: mire la tarjeta.',
    assignedYou: '{{author}} le ha asignado {{reference}}.',
    mayNot:
      'Solo los miembros de este espacio de trabajo que están en este canal pueden hacer eso. No se ha cambiado nada.',
    tooLate: 'Tardó demasiado en abrirse. Pulse el botón otra vez, por favor.',
    statusForm: {
      title: 'Estado de {{reference}}',
      save: 'Guardar',
      choice: '¿Qué ha sido de ello?',
      day: 'Día',
      dayHint: 'Necesario para «Previsto».',
      words: 'Palabras para {{name}}',
      wordsHint:
        'Van debajo de nuestra propia frase. Necesarias si no es nuestro (diga de quién es) y si no se hará nada más (diga por qué).',
    },
    assignForm: {
      title: 'Asignar {{reference}}',
      save: 'Asignar',
      person: '¿Quién se encarga?',
    },
    wrong: {
      notNow: 'Eso ya no es posible: ahora está en «{{status}}». Cancele y abra otra vez este formulario.',
      noDate: 'Elija el día, por favor.',
      pastDate: 'Ese día ya pasó. Elija uno que esté por venir.',
      noWords: 'Dígalo con sus palabras, por favor: {{name}} debe saber por qué.',
      longWords: 'Por favor, no pase de {{most}} caracteres.',
      notMember: 'Solo los miembros de este canal pueden encargarse.',
    },
    resident: '{{name}} (vecino)',
    asked: 'No está claro si esto es para {{name}} o una nota interna. Todavía no se ha enviado nada.',
    send: 'Enviar a {{name}}',
    keep: 'Guardar como nota',
    settledAlready: 'Eso ya estaba resuelto.',
    colleague: 'un colega',
    nothingToSend: 'No había nada que se pudiera enviar: escriba unas palabras o añada un archivo.',
    notDelivered: 'No entregado a {{name}}: {{why}}',
    retry: 'Reintentar',
    retried: 'Ya está en camino.',
    whyBlocked: 'ha bloqueado el bot o cerrado sus mensajes privados.',
    whyRefused: '{{network}} no aceptó el mensaje.',
    filesLeftOut: 'No se incluyó en el mensaje a {{name}}: {{files}}',
    fileTooLarge: '{{name}} (más grande de lo que aceptamos nosotros o su red)',
    fileRefused: '{{name}} (un tipo de archivo que no enviamos)',
    fileNotFetched: '{{name}} (no se pudo obtener de Slack)',
    tooLargeForNetwork:
      'Un archivo era más grande de lo que acepta {{network}} y no llegó a {{name}}. Las palabras sí llegaron.',
    left: 'Ya no se puede contactar con {{name}} por {{network}}: ha bloqueado el bot o cerrado sus mensajes privados.',
    returned: 'Se puede contactar otra vez con {{name}} por {{network}}.',
    failed: 'Algo falló por nuestra parte y esto no se envió. Escríbalo otra vez, por favor.',
    placeWrong:
      'El archivo del lugar de {{place}} tiene un error, así que no se ha aplicado nada. Sigue en vigor el anterior hasta que se corrija:',
    placeRight: 'El archivo del lugar de {{place}} vuelve a estar bien y está en vigor.',
    notYou: {
      guest: 'Los invitados no pueden escribir a los vecinos. Esto no se envió.',
      stranger: 'Solo los miembros de este espacio de trabajo pueden escribir a los vecinos. Esto no se envió.',
      outsider:
        'Solo los miembros de este canal pueden escribir a sus vecinos. Esto no se envió: únase antes al canal.',
      bot: 'Las aplicaciones no pueden escribir a los vecinos. Esto no se envió.',
      deactivated: 'Esta cuenta está desactivada. Esto no se envió.',
    },
  },
}
