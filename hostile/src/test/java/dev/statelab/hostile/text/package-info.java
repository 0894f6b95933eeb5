/** Text that terminals, browsers, spreadsheets and readers of XML or Markdown would act on, through every command. */
@NullMarked
package dev.statelab.hostile.text;

import org.jspecify.annotations.NullMarked;
