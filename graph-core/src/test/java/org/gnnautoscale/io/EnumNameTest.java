package org.gnnautoscale.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class EnumNameTest {

  private enum Side {
    LEFT,
    RIGHT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private enum Color {
    RED,
    GREEN,
    BLUE
  }

  private enum Suit {
    CLUBS,
    DIAMONDS,
    HEARTS,
    SPADES
  }

  @Test
  void aConstantIsFoundByWhatItPrintsAs() {
    assertThat(EnumName.parse("side", Side.values(), "right")).isEqualTo(Side.RIGHT);
  }

  @Test
  void theErrorTellsAFewNamesInASentenceAndMoreAsAList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnumName.parse("side", Side.values(), "RIGHT"))
        .withMessage("unknown side 'RIGHT', expected left or right");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnumName.parse("color", Color.values(), "pink"))
        .withMessage("unknown color 'pink', expected RED, GREEN or BLUE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnumName.parse("suit", Suit.values(), ""))
        .withMessage("unknown suit '', expected one of: CLUBS, DIAMONDS, HEARTS, SPADES");
  }
}
