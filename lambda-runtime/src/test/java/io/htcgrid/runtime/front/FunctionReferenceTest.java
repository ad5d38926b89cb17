package io.htcgrid.runtime.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "price,price,'',arn:aws:lambda:us-east-1:000000000000:function:price",
    "price:3,price,3,arn:aws:lambda:us-east-1:000000000000:function:price:3",
    "price:$LATEST,price,$LATEST,arn:aws:lambda:us-east-1:000000000000:function:price:$LATEST",
    "123456789012:function:price,price,'',arn:aws:lambda:us-east-1:123456789012:function:price",
    "arn:aws-cn:lambda:cn-north-1:123456789012:function:price,price,'',arn:aws-cn:lambda:cn-north-1:123456789012:function:price",
    "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Aprice%3APROD,price,PROD,"
        + "arn:aws:lambda:eu-west-1:123456789012:function:price:PROD"
  })
  void namesAndArnsAreUnderstood(String text, String name, String qualifier, String arn) {
    assertThat(FunctionReference.parse(text, "us-east-1"))
        .contains(new FunctionReference(name, qualifier, arn));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a%20b",
        "%zz",
        "a/b",
        "a%2Fb",
        "a+b",
        "a:b:c",
        "arn:aws:lambda:eu-west-1:function:price",
        "arn:aws:s3:::x"
      })
  void otherTextsAreNone(String text) {
    assertThat(FunctionReference.parse(text, "us-east-1")).isEmpty();
  }

  @Test
  void aPlusIsAPlus() {
    assertThat(FunctionReference.parse("a%2Bb", "us-east-1")).isEmpty();
  }
}
