/** Who answers on this machine as he or she likes, and who should not be asked at all. */
@NullMarked
package dev.statelab.hostile.server;

import org.jspecify.annotations.NullMarked;
