package io.htcgrid.cli.account;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Who calls AWS.
 *
 * @param account 12 digits
 * @param arn of the user or the session of a role
 * @param region such as eu-central-1
 */
public record Caller(String account, String arn, String region) {

  /**
   * Asks AWS who calls, which needs no permission.
   *
   * @param region null: as the SDK finds it
   * @throws software.amazon.awssdk.core.exception.SdkException when there are no credentials or no
   *     region, or they are not accepted
   */
  public static Caller ask(SdkHttpClient http, @Nullable String region) {
    StsClientBuilder builder = StsClient.builder().httpClient(http);
    if (region != null) {
      builder.region(Region.of(region));
    }
    try (StsClient sts = builder.build()) {
      GetCallerIdentityResponse who = sts.getCallerIdentity();
      return new Caller(who.account(), who.arn(), sts.serviceClientConfiguration().region().id());
    }
  }
}
