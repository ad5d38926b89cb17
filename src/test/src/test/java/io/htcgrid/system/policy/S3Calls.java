package io.htcgrid.system.policy;

import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What calls of S3 ask of IAM. */
final class S3Calls {
  private final Account account;

  S3Calls(Account account) {
    this.account = account;
  }

  List<Call> of(SdkRequest request) {
    if (request instanceof GetObjectRequest get && get.versionId() == null) {
      return List.of(Call.of("s3:GetObject", account.object(get.bucket(), get.key())));
    }
    // An If-Match would need s3:GetObject too.
    if (request instanceof PutObjectRequest put && put.ifMatch() == null) {
      return List.of(Call.of("s3:PutObject", account.object(put.bucket(), put.key())));
    }
    if (request instanceof DeleteObjectRequest delete && delete.versionId() == null) {
      return List.of(Call.of("s3:DeleteObject", account.object(delete.bucket(), delete.key())));
    }
    throw UnknownCallException.of(request);
  }

  /** Whether an object is missing is told only to who may list. */
  List<Call> ofMissing(SdkRequest request) {
    return request
        .getValueForField("Bucket", String.class)
        .map(bucket -> List.of(Call.of("s3:ListBucket", account.bucket(bucket))))
        .orElseThrow(() -> UnknownCallException.of(request));
  }
}
